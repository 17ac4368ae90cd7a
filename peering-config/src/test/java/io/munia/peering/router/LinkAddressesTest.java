package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.peering.router.LinkAddresses.Owned;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LinkAddressesTest {
  private static final Owned V4 = owned("10.0.0.1", 24);
  private static final Owned V6 = owned("fd00::1", 64);
  private static final Owned LINK_LOCAL = owned("fe80::1", 64);
  private static final IpAddress BESIDE = IpAddress.parse("10.0.0.2");

  @Test
  void a_session_over_ipv4_has_the_links_global_ipv6_address() {
    assertThat(LinkAddresses.of(V4.address(), BESIDE, List.of(V4, LINK_LOCAL, V6)))
        .isEqualTo(
            new LinkAddresses(
                Optional.of(V4.address()),
                Optional.of(V6.address()),
                Optional.of(LINK_LOCAL.address())));
  }

  @Test
  void the_sessions_own_address_stands_for_its_version() {
    Owned other = owned("fd00::2", 64);
    LinkAddresses link =
        LinkAddresses.of(other.address(), IpAddress.parse("fd00::3"), List.of(V6, other, V4));
    assertThat(link.v4()).contains(V4.address());
    assertThat(link.v6()).contains(other.address());
  }

  @Test
  void a_link_local_address_is_no_next_hop() {
    assertThat(LinkAddresses.of(V4.address(), BESIDE, List.of(V4, LINK_LOCAL)).v6()).isEmpty();
  }

  @Test
  void a_neighbour_that_is_not_on_the_link_is_told_no_link_local_address() {
    IpAddress far = IpAddress.parse("10.0.1.2");
    assertThat(LinkAddresses.of(V4.address(), far, List.of(V4, LINK_LOCAL, V6)).linkLocal())
        .isEmpty();
    Owned loopback = owned("fd01::1", 128);
    assertThat(
            LinkAddresses.of(loopback.address(), loopback.address(), List.of(loopback, LINK_LOCAL))
                .linkLocal())
        .isEmpty();
  }

  private static Owned owned(String address, int length) {
    return new Owned(IpAddress.parse(address), length);
  }
}
