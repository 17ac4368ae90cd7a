package io.munia.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Test
  void as_numbers_are_unsigned() {
    assertThat(Asn.ofBits(-1)).hasToString("4294967295").isGreaterThan(new Asn(65535));
    assertThat(new Asn(4_294_967_295L).bits()).isEqualTo(-1);
    assertThat(new Asn(65535).fitsTwoOctets()).isTrue();
    assertThat(new Asn(65536).fitsTwoOctets()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 4_294_967_296L})
  void a_number_beyond_four_octets_is_no_as_number(long number) {
    assertThatThrownBy(() -> new Asn(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(number + " is not an AS number: 0 to 4294967295");
  }

  @Test
  void router_ids_are_compared_unsigned() {
    assertThat(RouterId.parse("192.0.2.1")).isGreaterThan(RouterId.parse("10.0.0.1"));
    assertThat(RouterId.parse("192.0.2.1")).hasToString("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "router", "::1", "1.2.3"})
  void what_is_no_router_id_is_refused_with_a_sentence(String text) {
    assertThatThrownBy(() -> RouterId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a router id: four octets such as 10.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void a_family_is_found_by_its_numbers_and_its_name(AddressFamily family) {
    assertThat(AddressFamily.of(family.afi(), family.safi())).contains(family);
    assertThat(AddressFamily.named(family.toString())).contains(family);
    assertThat(AddressFamily.of(family.afi(), 200)).isEmpty();
  }
}
