package io.munia.lab.unnumbered;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4861 §6](https://www.rfc-editor.org/rfc/rfc4861#section-6) and [RFC 8950
/// §4](https://www.rfc-editor.org/rfc/rfc8950#section-4) with FRR's `neighbor eth0 interface`.
@Tag("interop")
@Tag("frr")
class FrrUnnumberedTest {
  private static String bgpd(String more) {
    return """
    log stdout
    router bgp 64900
     bgp router-id 10.0.0.8
     no bgp ebgp-requires-policy
     no bgp network import-check
     neighbor eth0 interface remote-as external
     neighbor eth0 timers connect 1
     neighbor eth0 advertisement-interval 0
     %s
     address-family ipv4 unicast
      network 10.8.0.0/16
     exit-address-family
     address-family ipv6 unicast
      network fd08::/48
      neighbor eth0 activate
     exit-address-family
    """
        .formatted(more);
  }

  @Test
  void both_find_each_other_and_the_session_follows_a_neighbour_that_comes_back_elsewhere() {
    Unnumbered lab = Unnumbered.lay("unfrr");
    FrrPeer frr = FrrPeer.start(lab.theirs(), bgpd(""));
    Muniad muniad = lab.muniad();
    lab.crossed(muniad, frr::log);
    String first = Unnumbered.address(lab.theirs());
    hasOurs(lab, frr);
    assertThat(Unnumbered.tor(muniad).text("address")).isEqualTo(first);
    assertThat(muniad.munia("peers")).contains(first + "%eth0");
    assertThat(muniad.munia("peers", "tor")).contains("found by its router advertisements");
    frr.reboot(bgpd(""), lab::move);
    lab.crossed(muniad, frr::log);
    hasOurs(lab, frr);
    assertThat(Unnumbered.tor(muniad).text("address"))
        .isEqualTo(Unnumbered.address(lab.theirs()))
        .isNotEqualTo(first);
  }

  private static void hasOurs(Unnumbered lab, FrrPeer frr) {
    String ours = Unnumbered.address(lab.ours());
    for (String prefix : new String[] {"10.9.0.0/16", "fd09::/48"}) {
      Unnumbered.until(
          frr::log,
          "FRR's kernel has " + prefix,
          () -> Unnumbered.leads(lab.theirs(), prefix, ours));
    }
  }

  /// [RFC 5881](https://www.rfc-editor.org/rfc/rfc5881) between link-local addresses, and [RFC 5082
  /// §3](https://www.rfc-editor.org/rfc/rfc5082#section-3).
  @Test
  void bfd_watches_the_link_and_packets_from_beyond_it_are_refused() {
    Unnumbered lab = Unnumbered.lay("unbfd");
    FrrPeer frr =
        FrrPeer.startWithBfd(
            lab.theirs(), bgpd("neighbor eth0 bfd 3 100 100\n neighbor eth0 ttl-security hops 1"));
    Muniad muniad = lab.muniad("bfd { interval = 100ms }", "ttl-security = 1");
    lab.crossed(muniad, frr::log);
    Unnumbered.until(frr::log, "BFD is up", () -> Unnumbered.tor(muniad).text("bfd").equals("Up"));
    assertThat(muniad.munia("bfd")).contains(Unnumbered.address(lab.theirs()) + "%eth0");
    // Packets to the neighbour vanish, and what is for all on the link still arrives.
    String there = Unnumbered.address(lab.theirs());
    String here = Unnumbered.address(lab.ours());
    String nobody = " lladdr 02:00:00:00:00:99 nud permanent dev eth0";
    lab.ours().ip("neigh replace " + there + nobody);
    lab.theirs().ip("neigh replace " + here + nobody);
    Unnumbered.until(
        frr::log,
        "BFD ended the session",
        () -> Unnumbered.tor(muniad).text("last-close").contains("BFD Down"));
    lab.ours().ip("neigh del " + there + " dev eth0");
    lab.theirs().ip("neigh del " + here + " dev eth0");
    lab.crossed(muniad, frr::log);
  }
}
