package io.munia.fib.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RouteReaderTest {
  private static final List<String> ALL =
      List.of(
          Captured.IPV4_GATEWAY,
          Captured.IPV4_MULTIPATH,
          Captured.IPV6_MULTIPATH,
          Captured.IPV6_BLACKHOLE,
          Captured.LOOKUP_ON_LINK,
          Captured.LOOKUP_LOCAL,
          Captured.REFUSAL,
          Captured.DONE);

  @Test
  void a_route_to_a_gateway_is_read() {
    RouteReader route = Captured.route(Captured.IPV4_GATEWAY);
    assertThat(route.prefix()).hasToString("198.51.100.0/24");
    assertThat(route.table()).isEqualTo(254);
    assertThat(route.protocol()).isEqualTo(187);
    assertThat(route.metric()).isEqualTo(20);
    assertThat(route.single()).isTrue();
    Hop hop = new Hop(IpAddress.parse("10.9.0.2"), 3);
    assertThat(route.leadsTo(hop)).isTrue();
    assertThat(route.leadsTo(new Hop(IpAddress.parse("10.9.0.2"), 4))).isFalse();
    assertThat(route.plainHops()).containsExactly(hop);
  }

  @Test
  void several_next_hops_are_read_in_both_families_and_across_them() {
    assertThat(Captured.route(Captured.IPV4_MULTIPATH).plainHops())
        .containsExactly(
            new Hop(IpAddress.parse("10.9.0.2"), 3), new Hop(IpAddress.parse("fd00:9::2"), 3));
    RouteReader six = Captured.route(Captured.IPV6_MULTIPATH);
    assertThat(six.prefix()).hasToString("2001:db8:1::/48");
    assertThat(six.metric()).isEqualTo(1044);
    assertThat(six.single()).isFalse();
    assertThat(six.plainHops())
        .containsExactly(
            new Hop(IpAddress.parse("fd00:9::2"), 3), new Hop(IpAddress.parse("fd00:9::3"), 3));
  }

  @Test
  void a_blackhole_discards_and_has_no_hops() {
    RouteReader route = Captured.route(Captured.IPV6_BLACKHOLE);
    assertThat(route.discards()).isTrue();
    assertThat(route.plainHops()).isEmpty();
  }

  @Test
  void a_weight_or_a_source_address_is_not_of_our_making() {
    String weighted = Captured.IPV4_MULTIPATH.replace("1000 00 00 03", "1000 00 05 03");
    assertThat(Captured.route(weighted).plainHops()).isEmpty();
    assertThat(Captured.route(Captured.LOOKUP_ON_LINK).single()).isFalse();
  }

  @Test
  void a_leg_whose_link_is_down_is_passed_over() {
    String firstDown = Captured.IPV6_MULTIPATH.replaceFirst("1c00 00 00", "1c00 10 00");
    IpAddress destination = IpAddress.parse("2001:db8:1::1");
    assertThat(Captured.route(firstDown).liveHop(destination))
        .isEqualTo(new Hop(IpAddress.parse("fd00:9::3"), 3));
    String allDown = Captured.IPV6_MULTIPATH.replace("1c00 00 00", "1c00 10 00");
    assertThat(Captured.route(allDown).liveHop(destination)).isNull();
  }

  @Test
  void what_is_encoded_reads_back_the_same() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    RouteCodec codec = new RouteCodec(70_000, 187);
    for (int i = 0; i < 5_000; i++) {
      IpVersion version = random.nextBoolean() ? IpVersion.V4 : IpVersion.V6;
      Prefix prefix = new Prefix(address(random, version), random.nextInt(version.bits() + 1));
      List<Hop> hops = new ArrayList<>();
      for (int h = random.nextInt(4); h >= 0; h--) {
        IpVersion of = version == IpVersion.V6 || random.nextBoolean() ? version : IpVersion.V6;
        hops.add(new Hop(address(random, of), 1 + random.nextInt(1_000)));
      }
      Target target = random.nextInt(5) == 0 ? new Target.Discard() : new Target.Forward(hops);
      MessageBuffer out = new MessageBuffer();
      codec.encodeNew(out, Rtnetlink.NLM_F_REPLACE, i, prefix, 1 + i, target);
      MessageCursor message = new MessageCursor();
      message.reset(out.bytes(), out.length());
      RouteReader route = new RouteReader();
      assertThat(message.next() && route.read(out.bytes(), message.start(), message.end()))
          .as("seed %d, case %d", seed, i)
          .isTrue();
      assertThat(route.prefix()).as("seed %d, case %d", seed, i).isEqualTo(prefix);
      assertThat(route.table()).isEqualTo(70_000);
      assertThat(route.metric()).isEqualTo(1 + i);
      assertThat(route.discards() ? new Target.Discard() : new Target.Forward(route.plainHops()))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(target);
      assertThat(message.next()).isFalse();
    }
  }

  private static IpAddress address(Random random, IpVersion version) {
    return version == IpVersion.V4
        ? IpAddress.v4(random.nextInt())
        : IpAddress.v6(random.nextLong(), random.nextLong());
  }

  @Test
  void every_truncation_and_any_damage_ends_in_an_answer_within_the_bytes_given() {
    long seed = 7_331;
    Random random = new Random(seed);
    for (String captured : ALL) {
      byte[] whole = Captured.bytes(captured);
      for (int length = 0; length <= whole.length; length++) {
        byte[] cut = java.util.Arrays.copyOf(whole, length);
        walk(cut);
        if (length >= Rtnetlink.NLMSG_HDRLEN) {
          Fields.putInt(cut, 0, length); // the header agrees with the cut, what is inside does not
          walk(cut);
        }
      }
      for (int i = 0; i < 20_000; i++) {
        byte[] damaged = whole.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          damaged[random.nextInt(damaged.length)] =
              random.nextBoolean() ? (byte) random.nextInt() : (byte) random.nextInt(5);
        }
        try {
          walk(damaged);
        } catch (RuntimeException fault) {
          throw new AssertionError("seed " + seed + ", case " + i + " of " + captured, fault);
        }
      }
    }
  }

  /// As the FIB thread does; a step that does not advance would never end.
  private static void walk(byte[] bytes) {
    MessageCursor message = new MessageCursor();
    message.reset(bytes, bytes.length);
    RouteReader route = new RouteReader();
    int steps = 0;
    while (message.next()) {
      assertThat(++steps).isLessThanOrEqualTo(bytes.length);
      assertThat(message.end()).isLessThanOrEqualTo(bytes.length);
      if (route.read(bytes, message.start(), message.end())) {
        assertThat(route.prefix().length()).isLessThanOrEqualTo(route.version().bits());
        assertThat(route.plainHops()).doesNotContainNull();
        route.liveHop(IpAddress.parse("192.0.2.1"));
      }
      assertThat(KernelError.decode(message).sentence()).isNotEmpty();
      LinkState.read(bytes, message.start(), message.end());
    }
  }
}
