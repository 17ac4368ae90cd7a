package io.munia.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTableTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void finds_what_a_map_would_find(long seed) {
    Random random = new Random(seed);
    AddressFamily family = seed % 2 == 0 ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
    PrefixTable table = new PrefixTable(family);
    Map<Prefix, Integer> model = new HashMap<>();
    for (int step = 0; step < 50_000; step++) {
      Prefix prefix = prefix(family, random);
      long high = prefix.address().high();
      long low = prefix.address().low();
      int expected = model.getOrDefault(prefix, 0);
      int entry = table.find(high, low, prefix.length());
      if (entry != expected) {
        throw new AssertionError("seed " + seed + " step " + step + ": " + prefix);
      }
      if (random.nextInt(5) < 3) {
        model.put(prefix, table.add(high, low, prefix.length()));
      } else if (entry != 0) {
        model.remove(prefix);
        table.remove(entry);
      }
    }
    assertThat(table.size()).isEqualTo(model.size());
    model.forEach(
        (prefix, entry) -> assertThat(table.prefix(entry)).as("seed %d", seed).isEqualTo(prefix));
    assertThat(List.copyOf(model.values())).doesNotHaveDuplicates();
  }

  private static Prefix prefix(AddressFamily family, Random random) {
    int length = random.nextInt(family.version().bits() + 1);
    long high = (long) random.nextInt(64) << 58 | (long) random.nextInt(16) << 32;
    long low = family.version() == IpVersion.V4 ? 0 : random.nextInt(8);
    return new Prefix(new IpAddress(family.version(), high, low), length);
  }
}
