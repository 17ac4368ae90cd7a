package io.munia.lab.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 5881](https://www.rfc-editor.org/rfc/rfc5881) and [RFC
/// 9384](https://www.rfc-editor.org/rfc/rfc9384) with FRR's bfdd.
@Tag("interop")
@Tag("frr")
class FrrBfdTest {
  private static FrrPeer frr(Cable cable) {
    return FrrPeer.startWithBfd(
        cable.theirs(),
        """
        log stdout
        router bgp 64513
         bgp router-id 10.0.0.2
         no bgp ebgp-requires-policy
         neighbor 10.0.0.1 remote-as 64512
         neighbor 10.0.0.1 timers connect 1
         neighbor 10.0.0.1 bfd 3 100 100
         neighbor fd00::1 remote-as 64512
         neighbor fd00::1 timers connect 1
         neighbor fd00::1 bfd 3 100 100
         address-family ipv6 unicast
          neighbor fd00::1 activate
         exit-address-family
        """);
  }

  private static boolean seesBoth(FrrPeer frr) {
    String peers = frr.vtysh("show bfd peers");
    return peers.lines().filter(line -> line.contains("Status: up")).count() == 2;
  }

  @Test
  void a_link_that_goes_down_ends_both_sessions_and_they_come_back() {
    Cable cable = Cable.plug("frrl");
    FrrPeer frr = frr(cable);
    Muniad muniad = Paths.muniad(cable.ours(), Paths.FAST);
    cable.theirs().set("ipv6/conf/eth0/keep_addr_on_down=1");
    Paths.lossIsNoticed(
        muniad,
        () -> cable.theirs().ip("link set eth0 down"),
        () -> cable.theirs().ip("link set eth0 up"),
        () -> seesBoth(frr));
  }

  @Test
  void packets_that_vanish_end_both_sessions_and_they_come_back() {
    Cable cable = Cable.plug("frrv");
    FrrPeer frr = frr(cable);
    Muniad muniad = Paths.muniad(cable.ours(), Paths.STRICT);
    Paths.lossIsNoticed(
        muniad, () -> Paths.vanish(cable), () -> Paths.mend(cable), () -> seesBoth(frr));
  }

  /// [RFC 5882 §4.2](https://www.rfc-editor.org/rfc/rfc5882#section-4.2): that says nothing of the
  /// path.
  @Test
  void bfd_that_frr_shuts_down_ends_no_session() {
    Cable cable = Cable.plug("frra");
    FrrPeer frr = frr(cable);
    Muniad muniad = Paths.muniad(cable.ours(), Paths.STRICT);
    Paths.comeUp(muniad, () -> seesBoth(frr));
    String session =
        frr.vtysh("show bfd peers")
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("peer 10.0.0.1 "))
            .findFirst()
            .orElseThrow();
    String told = session + frr.vtysh("configure terminal", "bfd", session, "shutdown");
    Until.holds(
        "its session is shut: " + told,
        Cable.LIMIT,
        () -> !Paths.session(muniad, "four").text("state").equals("Up"));
    assertThat(muniad.established("four")).isTrue();
    assertThat(Paths.peer(muniad, "four").text("last-close")).doesNotContain("BFD Down");
  }
}
