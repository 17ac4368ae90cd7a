package io.munia.lab.authentication;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 2385 §2](https://www.rfc-editor.org/rfc/rfc2385#section-2)
@Tag("interop")
@Tag("frr")
class FrrMd5Test {

  @Test
  void a_neighbour_of_a_range_signs_with_the_ranges_key() {
    Segment segment = Segment.lay("md5f");
    Muniad muniad =
        segment.muniad(
            "dynamic { near { range = \"10.0.0.0/24\", remote-as = internal, password = gouldian } }");
    FrrPeer.start(
        segment.host(2),
        """
        log stdout
        router bgp 64512
         bgp router-id 10.0.0.2
         neighbor 10.0.0.1 remote-as 64512
         neighbor 10.0.0.1 timers connect 1
         neighbor 10.0.0.1 password gouldian
        """);
    Until.holds("a signed session", Cable.LIMIT, () -> muniad.established("10.0.0.2"));
  }
}
