package io.munia.benchmarks.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.net.AddressFamily;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SegmentTest {
  private static Segment segment(AddressFamily family) {
    return new Segment(new Checkout(Path.of("")), new Host("speaker"), family, 2);
  }

  @Test
  void ipv4_routes_are_sent_between_ipv4_addresses() {
    Segment four = segment(AddressFamily.IPV4_UNICAST);
    assertThat(four.speaker()).isEqualTo("10.99.0.1");
    assertThat(four.forEach("NUMBER=ADDRESS ")).isEqualTo("0=10.99.1.1 1=10.99.1.2 ");
  }

  @Test
  void ipv6_routes_are_sent_between_ipv6_addresses_in_the_spelling_that_gobgp_looks_for() {
    Segment six = segment(AddressFamily.IPV6_UNICAST);
    assertThat(six.speaker()).isEqualTo("fd00:99::a63:1");
    assertThat(six.forEach("NUMBER=ADDRESS ")).isEqualTo("0=fd00:99::a63:101 1=fd00:99::a63:102 ");
    assertThat(six.range()).isEqualTo("fd00:99::/64");
  }

  @Test
  void the_ipv6_address_of_a_client_ends_with_its_ipv4_address() {
    byte[] four = segment(AddressFamily.IPV4_UNICAST).client(300).getAddress();
    byte[] six = segment(AddressFamily.IPV6_UNICAST).client(300).getAddress();
    assertThat(six).endsWith(four);
  }
}
