package io.munia.lab.gtsm;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
@Tag("interop")
@Tag("frr")
class FrrGtsmTest {

  @Test
  void a_neighbour_that_is_near_gets_in() {
    Segment segment = Segment.lay("gtsmf");
    Muniad muniad =
        segment.muniad(
            """
            peers {
              frr { address = 10.0.0.2, remote-as = 64900, connect-retry = 1s, ttl-security = 1,
                    import = accept-all, export = accept-all }
            }
            """);
    FrrPeer.start(
        segment.host(2),
        """
        log stdout
        router bgp 64900
         bgp router-id 10.0.0.2
         no bgp ebgp-requires-policy
         neighbor 10.0.0.1 remote-as 64512
         neighbor 10.0.0.1 timers connect 1
         neighbor 10.0.0.1 ttl-security hops 1
        """);
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("frr"));
  }
}
