package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateWriterTest {
  private static final RouterId CLUSTER = RouterId.parse("10.0.0.9");
  private static final ExportForm EXTERNAL =
      new ExportForm(true, new Asn(65000), CLUSTER, true, 4096);
  private static final ExportForm INTERNAL =
      new ExportForm(false, new Asn(65000), CLUSTER, true, 4096);
  private static final byte[] LEARNED =
      Hex.bytes(
          """
          40 01 01 00                      # ORIGIN IGP
          40 02 06 02 01 00 00 fd e9       # AS_PATH 65001
          80 04 04 00 00 00 05             # MULTI_EXIT_DISC 5
          40 05 04 00 00 00 c8             # LOCAL_PREF 200
          c0 08 04 fd e9 00 07             # COMMUNITIES 65001:7
          """);

  private static void prefix(UpdateWriter writer, String text) {
    Prefix prefix = Prefix.parse(text);
    writer.prefix(prefix.address().high(), prefix.address().low(), prefix.length(), 0);
  }

  private static byte[] written(UpdateWriter writer) {
    writer.close();
    return Arrays.copyOf(writer.buffer(), writer.length());
  }

  private static boolean announceV4(UpdateWriter writer, byte[] section, int originatorId) {
    return writer.announce(
        IPV4_UNICAST,
        section,
        0,
        section.length,
        false,
        0xc000_0201_0000_0000L,
        0,
        originatorId,
        false);
  }

  @Test
  void an_external_session_gets_our_as_in_front_and_no_internal_attributes() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());

    assertThat(announceV4(writer, LEARNED, 0)).isTrue();
    prefix(writer, "203.0.113.0/24");
    prefix(writer, "10.1.240.0/20");

    assertThat(written(writer))
        .isEqualTo(
            Hex.update(
                "",
                """
                40 01 01 00                              # ORIGIN IGP
                40 02 0a 02 02 00 00 fd e8 00 00 fd e9   # AS_PATH 65000 65001
                40 03 04 c0 00 02 01                     # NEXT_HOP 192.0.2.1
                c0 08 04 fd e9 00 07                     # COMMUNITIES 65001:7
                """,
                "18 cb 00 71 14 0a 01 f0"));
  }

  @Test
  void a_reflected_route_gets_originator_and_cluster() {
    UpdateWriter writer = new UpdateWriter(INTERNAL, Set.of());

    assertThat(announceV4(writer, LEARNED, 0x0a00_0005)).isTrue();
    prefix(writer, "203.0.113.0/24");

    assertThat(written(writer))
        .isEqualTo(
            Hex.update(
                "",
                """
                40 01 01 00                      # ORIGIN IGP
                40 02 06 02 01 00 00 fd e9       # AS_PATH 65001
                40 03 04 c0 00 02 01             # NEXT_HOP 192.0.2.1
                80 04 04 00 00 00 05             # MULTI_EXIT_DISC 5
                40 05 04 00 00 00 c8             # LOCAL_PREF 200
                c0 08 04 fd e9 00 07             # COMMUNITIES 65001:7
                80 09 04 0a 00 00 05             # ORIGINATOR_ID 10.0.0.5
                80 0a 04 0a 00 00 09             # CLUSTER_LIST 10.0.0.9
                """,
                "18 cb 00 71"));
  }

  @Test
  void ipv6_routes_stand_in_the_first_attribute() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());
    byte[] section = Hex.bytes("40 01 01 00 40 02 00");

    writer.announce(
        IPV6_UNICAST, section, 0, section.length, true, 0x2001_0db8_0000_0000L, 1, 0, false);
    prefix(writer, "2001:db8::/32");

    assertThat(written(writer))
        .isEqualTo(
            Hex.update(
                "",
                """
                90 0e 00 1a                                        # MP_REACH_NLRI, 26 bytes
                  00 02 01                                         # IPv6 unicast
                  10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
                  00                                               # reserved
                  20 20 01 0d b8                                   # 2001:db8::/32
                40 01 01 00                                        # ORIGIN IGP
                40 02 06 02 01 00 00 fd e8                         # AS_PATH 65000
                """,
                ""));
  }

  @Test
  void end_of_rib_and_withdrawals_have_their_forms() {
    UpdateWriter writer = new UpdateWriter(EXTERNAL, Set.of());

    writer.endOfRib(IPV4_UNICAST);
    assertThat(written(writer)).isEqualTo(Hex.update("", "", ""));

    writer.clear();
    writer.endOfRib(IPV6_UNICAST);
    assertThat(written(writer)).isEqualTo(Hex.update("", "90 0f 00 03 00 02 01", ""));

    writer.clear();
    writer.withdraw(IPV4_UNICAST);
    prefix(writer, "10.0.0.0/8");
    assertThat(written(writer)).isEqualTo(Hex.update("08 0a", "", ""));

    writer.clear();
    writer.withdraw(IPV6_UNICAST);
    prefix(writer, "::/0");
    assertThat(written(writer)).isEqualTo(Hex.update("", "90 0f 00 04 00 02 01 00", ""));
  }
}
