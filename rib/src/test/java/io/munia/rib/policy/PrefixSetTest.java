package io.munia.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixSetTest {
  private static final int SEEDS = Integer.getInteger("munia.seeds", 24);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);

  @Test
  void a_set_holds_what_one_of_its_ranges_holds() {
    for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      Random random = new Random(seed);
      List<PrefixRange> ranges = new ArrayList<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        Prefix prefix = prefix(random);
        int min = prefix.length() + random.nextInt(5);
        int most = prefix.version().bits();
        ranges.add(
            new PrefixRange(prefix, Math.min(most, min), Math.min(most, min + random.nextInt(10))));
      }
      PrefixSet set = new PrefixSet("", ranges);
      for (int i = 0; i < 500; i++) {
        Prefix asked = prefix(random);
        assertThat(holds(set, asked))
            .as("seed %d: %s in %s", seed, asked, ranges)
            .isEqualTo(ranges.stream().anyMatch(range -> holds(range, asked)));
      }
    }
  }

  @Test
  void a_hundred_thousand_prefixes_are_asked_once_for_each_length() {
    List<PrefixRange> ranges = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Prefix prefix = new Prefix(IpAddress.v4(0x0a00_0000 + (i << 8)), 24);
      ranges.add(new PrefixRange(prefix, 24, 26));
    }
    PrefixSet set = new PrefixSet("many", ranges);
    int held = 0;
    // A scan would look at 2 * 10^11 ranges here.
    for (int i = 0; i < 2_000_000; i++) {
      held += set.holds(IpVersion.V4, (long) (0x0a00_0000 + (i << 6)) << 32, 0, 26) ? 1 : 0;
    }
    assertThat(held).isEqualTo(400_000);
  }

  private static Prefix prefix(Random random) {
    int length = random.nextInt(20);
    return random.nextBoolean()
        ? new Prefix(IpAddress.v4(random.nextInt(4) << 28 | random.nextInt(8) << 20), length)
        : new Prefix(
            IpAddress.v6((long) random.nextInt(4) << 62, random.nextInt(8)),
            length + (random.nextBoolean() ? 0 : 100));
  }

  private static boolean holds(PrefixSet set, Prefix prefix) {
    IpAddress address = prefix.address();
    return set.holds(prefix.version(), address.high(), address.low(), prefix.length());
  }

  private static boolean holds(PrefixRange range, Prefix prefix) {
    return range.prefix().contains(prefix)
        && prefix.length() >= range.lengthMin()
        && prefix.length() <= range.lengthMax();
  }
}
