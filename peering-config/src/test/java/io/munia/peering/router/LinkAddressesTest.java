package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LinkAddressesTest {
  private static final IpAddress V4 = IpAddress.parse("10.0.0.1");
  private static final IpAddress V6 = IpAddress.parse("fd00::1");
  private static final IpAddress LINK_LOCAL = IpAddress.parse("fe80::1");

  @Test
  void a_session_over_ipv4_has_the_links_global_ipv6_address() {
    assertThat(LinkAddresses.of(V4, List.of(V4, LINK_LOCAL, V6)))
        .isEqualTo(new LinkAddresses(Optional.of(V4), Optional.of(V6)));
  }

  @Test
  void the_sessions_own_address_stands_for_its_version() {
    IpAddress other = IpAddress.parse("fd00::2");
    assertThat(LinkAddresses.of(other, List.of(V6, other, V4)))
        .isEqualTo(new LinkAddresses(Optional.of(V4), Optional.of(other)));
  }

  @Test
  void a_link_local_address_is_no_next_hop() {
    assertThat(LinkAddresses.of(V4, List.of(V4, LINK_LOCAL)).v6()).isEmpty();
  }
}
