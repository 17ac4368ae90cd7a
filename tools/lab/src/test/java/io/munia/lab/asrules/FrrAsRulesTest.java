package io.munia.lab.asrules;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [RFC 7705 §3](https://www.rfc-editor.org/rfc/rfc7705#section-3): an AS of ours by another
/// number.
@Tag("interop")
@Tag("frr")
class FrrAsRulesTest {
  /// What our route comes with: two private numbers, one of them the neighbour's.
  private static final String THEIRS = "{ set { prepend-as = [65001, 64999] }, then = accept }";

  @Test
  void frr_knows_us_by_another_as_with_ours_behind_it() {
    Cable cable = Cable.plug("flocal-as");
    Muniad muniad = External.muniad(cable, "local-as = 65010");
    FrrPeer frr = External.frr(cable, "65010", "", "", "");

    Until.holds(
        "both numbers are in our route's path",
        Cable.LIMIT,
        () -> External.heard(frr).contains("\n  65010 64512\n"));
    Until.holds(
        "the other number is in front of its route's path",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("65010 65001"));
  }

  @Test
  void our_own_as_is_left_out_where_the_other_replaces_it() {
    Cable cable = Cable.plug("freplace-as");
    Muniad muniad =
        External.muniad(cable, "local-as = 65010, replace-as = true, no-prepend = true");
    FrrPeer frr = External.frr(cable, "65010", "", "", "");

    Until.holds(
        "one number is in our route's path",
        Cable.LIMIT,
        () -> External.heard(frr).contains("\n  65010\n"));
    Until.holds(
        "its route is as it came", Cable.LIMIT, () -> External.explained(muniad).contains("65001"));
    assertThat(External.explained(muniad)).doesNotContain("65010 65001");
  }

  /// FRR does to us what we do to it: its own AS stands in front of another number in both.
  @Test
  void frr_that_is_known_by_another_as_is_what_we_are() {
    Cable cable = Cable.plug("ffrr-local-as");
    Muniad muniad = External.muniad(cable, "remote-as = 65020");
    FrrPeer frr = External.frr(cable, "64512", "neighbor 10.0.0.1 local-as 65020", "", "");

    Until.holds(
        "both numbers are in its route's path",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("65020 65001"));
    Until.holds(
        "it puts its other number in front of our route's path",
        Cable.LIMIT,
        () -> External.heard(frr).contains("\n  65020 64512\n"));
  }

  @Test
  void frr_s_own_as_is_left_out_where_the_other_replaces_it() {
    Cable cable = Cable.plug("ffrr-replace");
    Muniad muniad = External.muniad(cable, "remote-as = 65020");
    FrrPeer frr =
        External.frr(
            cable, "64512", "neighbor 10.0.0.1 local-as 65020 no-prepend replace-as", "", "");

    Until.holds(
        "one number is in its route's path",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("65020"));
    assertThat(External.explained(muniad)).doesNotContain("65001");
    Until.holds(
        "our route is as it went", Cable.LIMIT, () -> External.heard(frr).contains("\n  64512\n"));
  }

  @Test
  void a_path_with_our_as_is_taken_as_often_as_it_may_be() {
    Cable cable = Cable.plug("fallowas-in");
    Muniad muniad = External.muniad(cable, "allowas-in = 1");
    External.frr(cable, "64512", "", "", "set as-path prepend 64512");

    Until.holds(
        "the kernel has the route",
        Cable.LIMIT,
        () -> cable.ours().run("ip", "route").must().contains(Cable.THEIR_ROUTE4));
    assertThat(External.explained(muniad)).contains("65001 64512");
  }

  @Test
  void a_path_with_our_as_is_a_loop_else() {
    Cable cable = Cable.plug("floop");
    Muniad muniad = External.muniad(cable);
    External.frr(cable, "64512", "", "", "set as-path prepend 64512");

    Until.holds(
        "it is shown and not chosen",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("loop"));
  }

  @Test
  void frr_takes_a_path_with_its_as_where_it_may() {
    Cable cable = Cable.plug("ffrr-allowas");
    External.muniadWith(cable, THEIRS, "export = changed");
    FrrPeer frr = External.frr(cable, "64512", "", "neighbor 10.0.0.1 allowas-in 1", "");
    Until.holds(
        "our route is there",
        Cable.LIMIT,
        () -> External.heard(frr).contains("\n  64512 65001 64999\n"));
  }

  @Test
  void frr_takes_a_path_in_which_ours_stands_for_its_as() {
    Cable cable = Cable.plug("foverride");
    External.muniadWith(cable, THEIRS, "export = changed", "as-override = true");
    FrrPeer frr = External.frr(cable, "64512", "", "", "");
    Until.holds(
        "our route is there",
        Cable.LIMIT,
        () -> External.heard(frr).contains("\n  64512 64512 64999\n"));
  }

  @Test
  void frr_that_overrides_our_as_is_no_loop_to_us() {
    Cable cable = Cable.plug("ffrr-override");
    Muniad muniad = External.muniad(cable);
    External.frr(
        cable, "64512", "", "neighbor 10.0.0.1 as-override", "set as-path prepend 64512 64999");
    Until.holds(
        "its own number stands for ours",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("65001 65001 64999"));
    assertThat(cable.ours().run("ip", "route").must()).contains(Cable.THEIR_ROUTE4);
  }

  @ParameterizedTest
  @CsvSource({"all, 64512 65001", "replace, 64512 65001 64512"})
  void private_numbers_are_not_told_but_for_frrs_own(String how, String path) {
    Cable cable = Cable.plug("fprivate-" + how);
    External.muniadWith(cable, THEIRS, "export = changed", "remove-private-as = " + how);
    FrrPeer frr = External.frr(cable, "64512", "", "neighbor 10.0.0.1 allowas-in 1", "");
    Until.holds(
        "our route is there",
        Cable.LIMIT,
        () -> External.heard(frr).contains("\n  " + path + "\n"));
  }

  @ParameterizedTest
  @CsvSource({"all, AS path +65001\\n", "all replace-AS, AS path +65001 65001 65001\\n"})
  void private_numbers_are_not_told_by_frr(String how, String path) {
    Cable cable = Cable.plug("ffrr-private" + how.length());
    Muniad muniad = External.muniad(cable);
    External.frr(
        cable,
        "64512",
        "",
        "neighbor 10.0.0.1 remove-private-AS " + how,
        "set as-path prepend 64998 64999");
    Until.holds(
        "its route is there", Cable.LIMIT, () -> External.explained(muniad).contains("65001"));
    assertThat(External.explained(muniad)).doesNotContain("6499").containsPattern(path);
  }
}
