package io.munia.fib.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// As `ip route` on a little-endian machine writes them.
final class RouteCodecTest {
  private final MessageBuffer out = new MessageBuffer();
  private final RouteCodec codec = new RouteCodec(254, 187);

  private byte[] written() {
    return Arrays.copyOf(out.bytes(), out.length());
  }

  @Test
  void a_new_route_carries_table_protocol_metric_link_and_gateway() {
    codec.encodeNew(
        out,
        Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL,
        9,
        Prefix.parse("198.51.100.0/24"),
        20,
        new Target.Forward(List.of(new Hop(IpAddress.parse("10.9.0.2"), 3))));
    out.acknowledgeLast();
    assertThat(written())
        .isEqualTo(
            Captured.bytes(
                """
                3c000000 1800 0506 09000000 00000000  request, ack, create, excl
                02 18 00 00 fe bb 00 01 00000000
                0800 0100 c6336400
                0800 0600 14000000
                0800 0400 03000000
                0800 0500 0a090002
                """));
  }

  @Test
  void a_discard_is_a_blackhole_and_needs_no_link() {
    codec.encodeNew(
        out, Rtnetlink.NLM_F_REPLACE, 9, Prefix.parse("::/0"), 1044, new Target.Discard());
    assertThat(written())
        .isEqualTo(
            Captured.bytes(
                """
                24000000 1800 0101 09000000 00000000
                0a 00 00 00 fe bb 00 06 00000000
                0800 0600 14040000
                """));
  }

  @Test
  void several_next_hops_are_nested() {
    codec.encodeNew(
        out,
        0,
        9,
        Prefix.parse("198.51.100.0/25"),
        20,
        new Target.Forward(
            List.of(
                new Hop(IpAddress.parse("10.9.0.2"), 3),
                new Hop(IpAddress.parse("fd00:9::2"), 3))));
    assertThat(written())
        .isEqualTo(
            Captured.bytes(
                """
                60000000 1800 0100 09000000 00000000
                02 19 00 00 fe bb 00 01 00000000
                0800 0100 c6336400
                0800 0600 14000000
                3400 0900
                  1000 00 00 03000000
                    0800 0500 0a090002
                  2000 00 00 03000000
                    1600 1200 0a00 fd000009000000000000000000000002 0000
                """));
  }

  @Test
  void a_deletion_names_owner_and_metric_but_not_where_the_route_leads() {
    new RouteCodec(70_000, 187).encodeDelete(out, 9, Prefix.parse("198.51.100.0/24"), 20);
    assertThat(written())
        .isEqualTo(
            Captured.bytes(
                """
                34000000 1900 0100 09000000 00000000
                02 18 00 00 fc bb ff 00 00000000      table compat, scope nowhere: any
                0800 0100 c6336400
                0800 0600 14000000
                0800 0f00 70110100
                """));
  }

  @Test
  void a_dump_is_filtered_and_a_lookup_asks_for_the_route_itself() {
    RouteCodec.encodeDump(out, 7, IpVersion.V6, 254, 187);
    RouteCodec.encodeLookup(out, 8, IpAddress.parse("10.9.0.7"), 0);
    assertThat(written())
        .isEqualTo(
            Captured.bytes(
                """
                24000000 1a00 0103 07000000 00000000
                0a 00 00 00 00 bb 00 00 00000000
                0800 0f00 fe000000
                24000000 1a00 0100 08000000 00000000
                02 20 00 00 00 00 00 00 00200000      RTM_F_FIB_MATCH
                0800 0100 0a090007
                """));
  }
}
