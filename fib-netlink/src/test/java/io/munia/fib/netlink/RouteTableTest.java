package io.munia.fib.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RouteTableTest {

  @ParameterizedTest
  @EnumSource
  void any_sequence_of_insertions_and_removals_is_as_a_map_has_it(IpVersion version) {
    long seed = 42L + version.bits();
    Random random = new Random(seed);
    RouteTable table = new RouteTable(version, new HopSets());
    Map<Prefix, Integer> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      int bits = random.nextInt(1 << 12);
      Prefix prefix =
          version == IpVersion.V4
              ? new Prefix(IpAddress.v4(bits << 20), 8 + random.nextInt(25))
              : new Prefix(IpAddress.v6((long) bits << 52, bits), 8 + random.nextInt(121));
      boolean filling = i / 20_000 % 2 == 0;
      if (random.nextInt(10) < (filling ? 8 : 2)) {
        int reason = random.nextInt(1 << 16);
        table.setReason(table.put(prefix, HopSets.NONE), reason);
        model.put(prefix, reason);
      } else {
        int slot = table.find(prefix);
        assertThat(slot >= 0).as("seed %d, step %d", seed, i).isEqualTo(model.containsKey(prefix));
        if (slot >= 0) {
          table.remove(slot);
          model.remove(prefix);
        }
      }
    }
    assertThat(table.size()).isEqualTo(model.size());
    Map<Prefix, Integer> read = new HashMap<>();
    for (int slot = 0; slot < table.capacity(); slot++) {
      if (table.occupied(slot)) {
        read.put(table.prefix(slot), table.reason(slot));
      }
    }
    assertThat(read).as("seed %d", seed).isEqualTo(model);
  }

  @Test
  void a_next_hop_set_that_no_route_has_any_longer_is_forgotten() {
    HopSets hops = new HopSets();
    RouteTable table = new RouteTable(IpVersion.V4, hops);
    Hop a = new Hop(IpAddress.parse("10.0.0.1"), 2);
    Hop b = new Hop(IpAddress.parse("10.0.0.2"), 3);
    int one = table.put(Prefix.parse("192.0.2.0/24"), HopSets.UNASKED);
    table.setDesired(one, hops.of(new Target.Forward(List.of(a, b))));
    table.setActual(one, hops.of(new Target.Forward(List.of(b, a, a))));
    assertThat(table.difference(one)).isEqualTo(Difference.NOTHING);
    assertThat(hops.size()).isEqualTo(1);
    for (int i = 0; i < 1_000; i++) {
      table.setDesired(one, hops.of(new Target.Forward(List.of(new Hop(a.gateway(), 9 + i)))));
      table.setActual(one, table.desired(one));
    }
    assertThat(hops.size()).isEqualTo(1);
    assertThat(hops.target(table.actual(one)))
        .isEqualTo(new Target.Forward(List.of(new Hop(a.gateway(), 1_008))));
    table.remove(one);
    assertThat(hops.size()).isZero();
  }
}
