package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.RouterId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// [RFC 2545 §3](https://www.rfc-editor.org/rfc/rfc2545#section-3), [RFC 8950
/// §3](https://www.rfc-editor.org/rfc/rfc8950#section-3)
class NextHopFormTest {
  private static final IpAddress GLOBAL = IpAddress.parse("fd00::1");
  private static final IpAddress LINK_LOCAL = IpAddress.parse("fe80::1").inZone(7);
  private static final String GLOBAL_HEX = "fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01";
  private static final String LINK_LOCAL_HEX = "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01";
  private static final String NONE_HEX = "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
  private static final byte[] ATTRIBUTES = Hex.bytes("40 01 01 00 40 02 06 02 01 00 00 fd e9");

  private final UpdateReader reader = new UpdateReader();

  @ParameterizedTest
  @CsvSource({
    "NATIVE, fe80::1, '" + LINK_LOCAL_HEX + "'",
    "SINGLE, fe80::1, '" + NONE_HEX + " " + LINK_LOCAL_HEX + "'",
    "DOUBLE, fe80::1, '" + LINK_LOCAL_HEX + " " + LINK_LOCAL_HEX + "'",
    "BOTH, fe80::1, '" + LINK_LOCAL_HEX + "'",
    "BOTH, fd00::1, '" + GLOBAL_HEX + " " + LINK_LOCAL_HEX + "'",
    "NATIVE, fd00::1, '" + GLOBAL_HEX + "'",
    "SINGLE, fd00::1, '" + GLOBAL_HEX + "'",
    "DOUBLE, fd00::1, '" + GLOBAL_HEX + "'",
    "DOUBLE, 192.0.2.1, 'c0 00 02 01'",
  })
  void a_next_hop_is_written_as_the_form_says(LinkLocalForm kind, String hop, String expected) {
    NextHopForm form = form(kind);
    IpAddress address = IpAddress.parse(hop).inZone(7);
    byte[] bytes = Hex.bytes(expected);
    byte[] written = new byte[bytes.length];
    boolean v6 = address.version() == IpVersion.V6;

    assertThat(form.bytes(v6, address.high(), address.low())).isEqualTo(bytes.length);
    assertThat(form.write(written, 0, v6, address.high(), address.low())).isEqualTo(bytes.length);
    assertThat(written).isEqualTo(bytes);
    assertThat(form.pairs(address)).isEqualTo(bytes.length == 32);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_written_in_a_form_reads_as_that_form_in_both_families(LinkLocalForm kind) {
    IpAddress hop = kind == LinkLocalForm.BOTH ? GLOBAL : LINK_LOCAL;
    for (AddressFamily family : AddressFamily.UNICAST) {
      UpdateWriter writer = writer(form(kind));
      announce(writer, family, hop, 1);
      assertThat(reader.read(writer.buffer(), 0, writer.length(), onLink()))
          .isSameAs(Verdict.INTACT);
      assertThat(reader.linkLocalForm()).isEqualTo(kind);
      assertThat(IpAddress.v6(reader.nextHopHigh(family), reader.nextHopLow(family)))
          .isEqualTo(hop);
    }
  }

  @Test
  void a_message_without_a_link_local_next_hop_shows_no_form() {
    UpdateWriter writer = writer(NextHopForm.USUAL);
    announce(writer, IPV6_UNICAST, LINK_LOCAL, 1);
    assertThat(shown(writer)).isEqualTo(LinkLocalForm.NATIVE);

    writer.clear();
    announce(writer, IPV6_UNICAST, GLOBAL, 1);
    assertThat(shown(writer)).isNull();

    writer.clear();
    writer.endOfRib(IPV6_UNICAST);
    assertThat(shown(writer)).isNull();
  }

  @Test
  void two_addresses_of_which_none_is_link_local_show_no_form() {
    byte[] two = Hex.bytes(GLOBAL_HEX + " " + GLOBAL_HEX);
    assertThat(NextHops.form(two, 0, two.length)).isNull();
    byte[] turned = Hex.bytes(LINK_LOCAL_HEX + " " + GLOBAL_HEX);
    assertThat(NextHops.form(turned, 0, turned.length)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void the_longer_next_hop_leaves_less_room_for_prefixes_and_no_message_too_long(
      LinkLocalForm kind) {
    UpdateWriter writer = writer(form(kind));
    announce(writer, IPV6_UNICAST, kind == LinkLocalForm.BOTH ? GLOBAL : LINK_LOCAL, 1000);
    byte[] bytes = writer.buffer();
    int at = 0;
    int messages = 0;
    while (at < writer.length()) {
      int length = MessageFrame.length(bytes, at, writer.length(), Negotiated.MESSAGE_BYTES_MAX);
      assertThat(length).isPositive();
      assertThat(reader.read(bytes, at, at + length, onLink())).isSameAs(Verdict.INTACT);
      at += length;
      messages++;
    }
    assertThat(messages).isEqualTo(2);
  }

  @Test
  void two_addresses_go_with_both_alone() {
    assertThatThrownBy(() -> new NextHopForm(LinkLocalForm.BOTH, GLOBAL, null))
        .hasMessageContaining("two addresses go with `both`");
    assertThatThrownBy(() -> new NextHopForm(LinkLocalForm.DOUBLE, GLOBAL, LINK_LOCAL))
        .hasMessageContaining("two addresses go with `both`");
  }

  private @Nullable LinkLocalForm shown(UpdateWriter writer) {
    reader.read(writer.buffer(), 0, writer.length(), onLink());
    return reader.linkLocalForm();
  }

  private static NextHopForm form(LinkLocalForm kind) {
    return kind == LinkLocalForm.BOTH
        ? new NextHopForm(kind, GLOBAL, LINK_LOCAL)
        : new NextHopForm(kind, null, null);
  }

  private static Negotiated onLink() {
    return Sessions.EXTERNAL
        .but()
        .families(Sessions.BOTH)
        .extendedNextHop(Set.of(IPV4_UNICAST))
        .linkZone(7)
        .build();
  }

  private static UpdateWriter writer(NextHopForm form) {
    return new UpdateWriter(
        new ExportForm(true, new Asn(65001), RouterId.parse("10.0.0.9"), true, 4096).with(form),
        Set.of());
  }

  private static void announce(
      UpdateWriter writer, AddressFamily family, IpAddress hop, int prefixes) {
    assertThat(
            writer.announce(
                family,
                ATTRIBUTES,
                0,
                ATTRIBUTES.length,
                true,
                hop.high(),
                hop.low(),
                0,
                false,
                true))
        .isTrue();
    for (int i = 0; i < prefixes; i++) {
      writer.prefix(
          0x2001_0db8_0000_0000L + ((long) i << 16), 0, family == IPV6_UNICAST ? 48 : 24, 0);
    }
    writer.close();
  }
}
