package io.munia.lab.communities;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 7999 §3](https://www.rfc-editor.org/rfc/rfc7999#section-3) and [RFC 8326
/// §4](https://www.rfc-editor.org/rfc/rfc8326#section-4).
///
/// [RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)
@Tag("interop")
@Tag("frr")
class FrrCommunitiesTest {

  @Test
  void a_route_that_is_about_to_go_gets_local_pref_0() {
    Cable cable = Cable.plug("fgshut");
    Muniad muniad = External.muniad(cable);
    External.frr(cable, "64512", "", "", "set community graceful-shutdown");

    Until.holds(
        "it is the last resort",
        Cable.LIMIT,
        () -> External.explained(muniad).matches("(?s).*local pref +0\\n.*graceful-shutdown.*"));
  }

  @Test
  void a_router_that_is_about_to_go_says_so_of_all_its_routes() {
    Cable cable = Cable.plug("fgshut-all");
    Muniad muniad = External.muniad(cable);
    FrrPeer frr = External.frr(cable, "64512", "", "", "");
    Until.holds("its route", Cable.LIMIT, () -> External.explained(muniad).contains("AS path"));
    assertThat(External.explained(muniad)).doesNotContain("graceful-shutdown");

    frr.vtysh("configure terminal", "router bgp 65001", "bgp graceful-shutdown");
    Until.holds(
        "it is the last resort",
        Cable.LIMIT,
        () -> External.explained(muniad).matches("(?s).*local pref +0\\n.*graceful-shutdown.*"));
  }

  @Test
  void packets_to_a_blackhole_are_dropped() {
    Cable cable = Cable.plug("fblackhole");
    Muniad muniad = External.muniad(cable, "blackhole = accept");
    External.frr(cable, "64512", "", "", "set community blackhole");

    Until.holds(
        "the kernel drops them",
        Cable.LIMIT,
        () -> cable.ours().run("ip", "route").must().contains("blackhole " + Cable.THEIR_ROUTE4));
    Until.holds(
        "it stays here",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("blackhole no-export"));
  }

  @Test
  void communities_of_all_kinds_cross_both_ways() {
    Cable cable = Cable.plug("fkinds");
    Muniad muniad =
        External.muniadWith(
            cable,
            "{ set { add-community = [\"64512:7\", \"64512:1:2\", \"rt:64512:3\", no-export] },"
                + " then = accept }",
            "export = changed");
    FrrPeer frr =
        External.frr(
            cable,
            "64512",
            "",
            "",
            "set community 65001:7\n set large-community 65001:1:2\n"
                + " set extcommunity rt 65001:3\n set extcommunity soo 65001:4");

    Until.holds(
        "FRR has chosen ours",
        Cable.LIMIT,
        () -> External.heard(frr).contains("not advertised to EBGP peer"));
    assertThat(External.heard(frr))
        .contains("Community: 64512:7 no-export")
        .contains("Extended Community: RT:64512:3")
        .contains("Large Community: 64512:1:2");
    Until.holds(
        "we have FRR's", Cable.LIMIT, () -> External.explained(muniad).contains("65001:1:2"));
    assertThat(External.explained(muniad))
        .contains("65001:7")
        .contains("rt:65001:3")
        .contains("soo:65001:4");
  }

  @Test
  void what_is_not_to_be_exported_is_not() {
    Cable cable = Cable.plug("fnoexport");
    Muniad muniad =
        External.muniadWith(
            cable,
            "{ match { prefix = [\"10.9.0.0/16\"] }, set { add-community = [no-advertise] },"
                + " then = accept }",
            "export = changed");
    FrrPeer frr = External.frr(cable, "64512", "", "", "set community no-advertise");
    Until.holds(
        "FRR keeps our route for itself",
        Cable.LIMIT,
        () -> External.heard(frr).contains("not advertised to any peer"));
    assertThat(External.heard(frr)).contains("no-advertise");
    // What FRR's own route map says of its own route holds at its own door as well.
    assertThat(muniad.established("peer")).isTrue();
    assertThat(muniad.munia("routes")).doesNotContain(Cable.THEIR_ROUTE4);
  }
}
