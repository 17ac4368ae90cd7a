package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateReaderTest {
  /// What every announcement of IPv4 routes on an external session needs.
  private static final String V4_ATTRIBUTES =
      """
      40 01 01 00                      # ORIGIN IGP
      40 02 06 02 01 00 00 fd e9       # AS_PATH 65001
      40 03 04 c0 00 02 01             # NEXT_HOP 192.0.2.1
      """;

  private final UpdateReader reader = new UpdateReader();

  private Verdict read(byte[] message, Negotiated session) {
    return reader.read(message, 0, message.length, session);
  }

  private List<String> announced(AddressFamily family) {
    NlriCursor cursor = new NlriCursor();
    boolean some = reader.announced(family, cursor);
    return prefixes(some, cursor);
  }

  private List<String> withdrawn(AddressFamily family) {
    NlriCursor cursor = new NlriCursor();
    boolean some = reader.withdrawn(family, cursor);
    return prefixes(some, cursor);
  }

  private static List<String> prefixes(boolean some, NlriCursor cursor) {
    List<String> prefixes = new ArrayList<>();
    while (cursor.next()) {
      prefixes.add(
          (cursor.pathId() == 0 ? "" : cursor.pathId() + " ") + cursor.prefix());
    }
    assertThat(some).isEqualTo(!prefixes.isEmpty());
    return prefixes;
  }

  private byte[] attributes() {
    return Arrays.copyOfRange(
        reader.attributes(), reader.attributesFrom(), reader.attributesTo());
  }

  private String nextHop(AddressFamily family) {
    return reader.nextHopIsV6(family)
        ? IpAddress.v6(reader.nextHopHigh(family), reader.nextHopLow(family)).toString()
        : IpAddress.v4((int) (reader.nextHopHigh(family) >>> 32)).toString();
  }

  @Test
  void an_ipv4_announcement_is_read_in_place() {
    byte[] message =
        Hex.update(
            "",
            V4_ATTRIBUTES + "c0 08 04 fd e9 00 07   # COMMUNITIES 65001:7",
            """
            18 cb 00 71          # 203.0.113.0/24
            14 0a 01 ff          # 10.1.240.0/20 with host bits set
            """);

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);

    assertThat(announced(IPV4_UNICAST)).containsExactly("203.0.113.0/24", "10.1.240.0/20");
    assertThat(announced(IPV6_UNICAST)).isEmpty();
    assertThat(withdrawn(IPV4_UNICAST)).isEmpty();
    assertThat(nextHop(IPV4_UNICAST)).isEqualTo("192.0.2.1");
    assertThat(attributes())
        .isEqualTo(
            Hex.bytes(
                """
                40 01 01 00
                40 02 06 02 01 00 00 fd e9
                c0 08 04 fd e9 00 07
                """));
  }

  @Test
  void an_ipv6_announcement_needs_no_copy_of_its_attributes() {
    byte[] message =
        Hex.update(
            "",
            """
            80 0e 1a                                           # MP_REACH_NLRI, 26 bytes
              00 02 01                                         # IPv6 unicast
              10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
              00                                               # reserved
              20 20 01 0d b8                                   # 2001:db8::/32
            40 01 01 00                                        # ORIGIN IGP
            40 02 06 02 01 00 00 fd e9                         # AS_PATH 65001
            """,
            "");

    assertThat(read(message, Sessions.EXTERNAL)).isSameAs(Verdict.INTACT);

    assertThat(announced(IPV6_UNICAST)).containsExactly("2001:db8::/32");
    assertThat(announced(IPV4_UNICAST)).isEmpty();
    assertThat(nextHop(IPV6_UNICAST)).isEqualTo("2001:db8::1");
    assertThat(reader.attributes()).isSameAs(message);
    assertThat(attributes()).isEqualTo(Hex.bytes("40 01 01 00 40 02 06 02 01 00 00 fd e9"));
  }
}
