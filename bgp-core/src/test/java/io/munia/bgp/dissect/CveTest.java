package io.munia.bgp.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.dissect.Dissection.Outcome;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has brought other speakers down, message by message: each is answered as its RFC says, by
/// the code that a session runs. Attributes with an inside of their own are in `AttributeCveTest`,
/// NLRI of families without prefixes in `OpaqueNlriTest`.
class CveTest {
  private static final String REST = "40010100 40020602010000fbff 400304c0000201";
  private static final String OPEN = "04 fbff 005a 0a000002 ";
  private static final Negotiated EXTERNAL = Shape.USUAL.negotiated();
  private static final Negotiated INTERNAL =
      new Shape(true, Set.of(), false, false, Shape.USUAL.families(), Set.of(), null).negotiated();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CVE-2010-1674, extended communities of 7 bytes, c010 07 00020000000000, WITHDRAW",
    "CVE-2011-3327, extended communities that run over, c010 f8 00020000000000, WITHDRAW",
    "CVE-2017-15865, an attribute longer than the message, d0ff ffff 00, WITHDRAW",
    "CVE-2018-5379, an unknown attribute that stands twice, c063 01 00 c063 01 00, DISCARD",
    "CVE-2019-5892, an experimental attribute of nonsense, c0ff 03 ffffff, ACCEPT",
    "CVE-2023-38283, an attribute whose header is cut off, c063, WITHDRAW",
    "CVE-2023-46753, an unknown attribute alone, c063 01 00, ACCEPT",
    "CVE-2024-31948, a Prefix-SID whose label index is cut off, c028 05 0100070000, DISCARD",
    "CVE-2026-37461, an IPv6 extended community of 19 bytes, c019 13"
        + " 00020000000000000000000000000000000000, WITHDRAW",
  })
  void attributes(String cve, String what, String attribute, Outcome outcome) {
    assertThat(update(REST + attribute, "080a", EXTERNAL).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CVE-2018-5379, a CLUSTER_LIST that stands twice, 800a 04 00000001 800a 04 00000001, DISCARD",
  })
  void attributes_of_our_own_as(String cve, String what, String attribute, Outcome outcome) {
    assertThat(update(REST + "40050400000064" + attribute, "080a", INTERNAL).outcome())
        .isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CVE-2023-41358, NLRI without attributes, '', 080a, WITHDRAW, 0, 0",
    "CVE-2023-46753, NLRI with an unknown attribute alone, c0630100, 080a, WITHDRAW, 0, 0",
    "CVE-2023-47234, MP_UNREACH_NLRI beside NLRI, 800f03000201, 080a, WITHDRAW, 0, 0",
    "CVE-2023-47235, End-of-RIB with a malformed ORIGIN, 4001020000 800f03000201, '', WITHDRAW, 0,"
        + " 0",
    "CVE-2023-46752, MP_REACH_NLRI of 2 bytes, 800e020001, '', RESET, 3, 9",
    "CVE-2026-30405, a NEXT_HOP of 3 bytes, 40010100 40020602010000fbff 400303c00002, 080a,"
        + " WITHDRAW, 0, 0",
  })
  void updates(
      String cve,
      String what,
      String attributes,
      String nlri,
      Outcome outcome,
      int code,
      int subcode) {
    Dissection taken = update(attributes, nlri, EXTERNAL);
    assertThat(taken.outcome()).isEqualTo(outcome);
    assertThat(taken.code()).isEqualTo(code);
    assertThat(taken.subcode()).isEqualTo(subcode);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CVE-2012-0255, an OPEN whose parameter is cut off, 04 0206 0104, 2, 0",
    "CVE-2018-5381, a capability past its parameter, 04 0202 01ff, 2, 0",
    "CVE-2022-36440, a 4-octet AS of one byte, 05 0203 410100, 2, 0",
    "CVE-2022-40302, extended parameters without their length, ff ff, 2, 0",
    "CVE-2022-40318, extended parameters whose length is cut off, ff ff 00, 2, 0",
    "CVE-2022-43681, an extended parameter whose length is cut off, ff ff 0002 0200, 2, 0",
    "CVE-2012-1820, an ORF capability that names more than it has, 08 0206 0304 000100ff, 0, 0",
    "CVE-2023-31489, long-lived graceful restart of 4 bytes, 08 0206 4704 00010100, 0, 0",
    "CVE-2023-41361, a software version longer than its capability, 06 0204 4b02 ff61, 0, 0",
    "CVE-2025-43971, a software version of no bytes, 04 0202 4b00, 0, 0",
  })
  void opens(String cve, String what, String parameters, int code, int subcode) {
    Dissection taken = message(MessageFrame.OPEN, OPEN + parameters, EXTERNAL);
    assertThat(taken.outcome()).isEqualTo(code == 0 ? Outcome.ACCEPT : Outcome.RESET);
    assertThat(taken.code()).isEqualTo(code);
    assertThat(taken.subcode()).isEqualTo(subcode);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CVE-2022-37032, a message of a CAPABILITY's type, 6, 00, 1, 3",
    "CVE-2024-31949, capabilities in a message of their own, 6, 00 0000 4000 40 02 0000, 1, 3",
    "CVE-2022-37032, a NOTIFICATION of one byte, 3, 06, 1, 2",
    "CVE-2026-37462, more withdrawn routes than there are bytes, 2, ffff 0000, 3, 1",
    "CVE-2026-37462, more attributes than there are bytes, 2, 0000 ffff, 3, 1",
  })
  void messages(String cve, String what, int type, String body, int code, int subcode) {
    Dissection taken = message(type, body, EXTERNAL);
    assertThat(taken.outcome()).isEqualTo(Outcome.RESET);
    assertThat(taken.code()).isEqualTo(code);
    assertThat(taken.subcode()).isEqualTo(subcode);
  }

  private static Dissection update(String attributes, String nlri, Negotiated session) {
    byte[] section = hex(attributes);
    return message(
        MessageFrame.UPDATE,
        "0000 %04x %s %s".formatted(section.length, attributes, nlri),
        session);
  }

  private static Dissection message(int type, String body, Negotiated session) {
    byte[] rest = hex(body);
    byte[] bytes = hex("ff".repeat(16) + "%04x%02x".formatted(19 + rest.length, type) + body);
    return new Dissector().message(bytes, 0, bytes.length, session);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
