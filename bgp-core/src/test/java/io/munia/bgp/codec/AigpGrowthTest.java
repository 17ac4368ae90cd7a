package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [RFC 7311 §3.4.3](https://www.rfc-editor.org/rfc/rfc7311#section-3.4.3).
class AigpGrowthTest {
  @ParameterizedTest(name = "{0} + {1}")
  @CsvSource({
    "01 00 0b 00 00 00 00 00 00 00 64, 5, 105",
    "01 00 0b 00 00 00 00 ff ff ff ff, -1, 8589934590",
    "01 00 0b ff ff ff ff ff ff ff fe, 5, 18446744073709551615",
    "02 00 03 01 00 0b 00 00 00 00 00 00 00 64, 1, tlv-2=0x 101"
  })
  void the_metric_grows_by_the_cost_and_not_past_its_field(String value, int cost, String text) {
    byte[] tlvs = Hex.bytes(value);
    byte[] section = Hex.bytes(String.format("40 01 01 00 80 1a %02x ", tlvs.length) + value);

    byte[] before = section.clone();
    byte[] grown = AigpGrowth.by(section, 0, section.length, cost);

    assertThat(AttributeText.value(AttributeType.AIGP, grown, 7, grown.length, true))
        .isEqualTo(text);
    assertThat(section).isEqualTo(before);
  }
}
