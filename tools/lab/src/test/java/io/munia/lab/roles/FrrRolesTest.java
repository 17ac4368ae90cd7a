package io.munia.lab.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import io.munia.lab.peer.FrrPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9234 §5](https://www.rfc-editor.org/rfc/rfc9234#section-5).
@Tag("interop")
@Tag("frr")
class FrrRolesTest {

  @Test
  void a_provider_s_route_is_marked_for_customers_only() {
    Cable cable = Cable.plug("frole-provider");
    Muniad muniad = External.muniad(cable, "role = customer, role-strict = true");
    FrrPeer frr =
        External.frr(cable, "64512", "neighbor 10.0.0.1 local-role provider strict-mode", "", "");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "the route has ONLY_TO_CUSTOMER",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("ONLY_TO_CUSTOMER 65001"));
    Until.holds(
        "FRR has our route without it",
        Cable.LIMIT,
        () ->
            External.heard(frr).contains("from 10.0.0.1") && !External.heard(frr).contains("otc"));
  }

  @Test
  void a_customer_is_sent_the_mark() {
    Cable cable = Cable.plug("frole-customer");
    Muniad muniad = External.muniad(cable, "role = provider");
    FrrPeer frr = External.frr(cable, "64512", "neighbor 10.0.0.1 local-role customer", "", "");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds("FRR has the mark", Cable.LIMIT, () -> External.heard(frr).contains("otc 64512"));
    Until.holds(
        "and its own route carries none",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("AS path"));
    assertThat(External.explained(muniad)).doesNotContain("ONLY_TO_CUSTOMER");
  }

  @Test
  void a_provider_that_does_not_say_so_is_refused_where_that_is_asked_for() {
    Cable cable = Cable.plug("frole-strict");
    Muniad muniad = External.muniad(cable, "role = customer, role-strict = true");
    FrrPeer frr = External.frr(cable, "64512", "", "", "");

    Until.holds(
        "FRR is told",
        Cable.LIMIT,
        () -> frr.output().toLowerCase(java.util.Locale.ROOT).contains("role mismatch"));
    assertThat(muniad.established("peer")).isFalse();
  }

  @Test
  void roles_that_do_not_go_together_refuse_the_session() {
    Cable cable = Cable.plug("frole-mismatch");
    Muniad muniad = External.muniad(cable, "role = peer");
    FrrPeer frr = External.frr(cable, "64512", "neighbor 10.0.0.1 local-role provider", "", "");

    Until.holds(
        "one of the two says so",
        Cable.LIMIT,
        () ->
            frr.output().toLowerCase(java.util.Locale.ROOT).contains("role mismatch")
                || muniad
                    .munia("peers", "peer")
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("role"));
    assertThat(muniad.established("peer")).isFalse();
  }
}
