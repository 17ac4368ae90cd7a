package io.munia.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Capability;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpensTest {

  @ParameterizedTest
  @CsvSource({"fe80::2, true, true", "fe80::2, false, false", "fd00::2, true, false"})
  void a_link_local_next_hop_alone_is_offered_to_link_local_addresses(
      String neighbour, boolean wanted, boolean offered) {
    PeerSettings settings =
        PeerSettings.with(
                "peer", IpAddress.parse(neighbour), new Asn(65000), RouterId.parse("10.0.0.1"))
            .linkLocalNextHop(wanted)
            .build();

    assertThat(Opens.of(settings, 0).capabilities().contains(new Capability.LinkLocalNextHop()))
        .isEqualTo(offered);
    assertThat(settings.but().build()).isEqualTo(settings);
  }
}
