package io.munia.lab.roles;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import io.munia.lab.peer.OpenbgpdPeer;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9234 §5](https://www.rfc-editor.org/rfc/rfc9234#section-5).
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdRolesTest {

  @Test
  void a_provider_s_route_is_marked_and_it_has_ours() {
    Cable cable = Cable.plug("role-openbgpd");
    Muniad muniad = External.muniad(cable, "role = customer, role-strict = true");
    OpenbgpdPeer openbgpd =
        OpenbgpdPeer.start(cable, 65001, "", "announce policy provider enforce");
    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "the route has ONLY_TO_CUSTOMER",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("ONLY_TO_CUSTOMER 65001"));
    Until.holds(
        "OpenBGPD has our route",
        Cable.LIMIT,
        () -> openbgpd.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
  }

  @Test
  void a_customer_is_sent_the_mark() {
    Cable cable = Cable.plug("role-openbgpd2");
    External.muniad(cable, "role = provider, role-strict = true");
    OpenbgpdPeer openbgpd =
        OpenbgpdPeer.start(cable, 65001, "", "announce policy customer enforce");
    Until.holds(
        "OpenBGPD is sent the mark",
        Cable.LIMIT,
        () -> openbgpd.bgpctl("show", "rib", "detail").contains("OTC: 64512"));
  }

  @Test
  void roles_that_do_not_go_together_refuse_the_session() {
    Cable cable = Cable.plug("role-openbgpd3");
    External.muniad(cable, "role = peer");
    OpenbgpdPeer openbgpd = OpenbgpdPeer.start(cable, 65001, "", "announce policy customer");
    Until.holds(
        "one of the two says so",
        Cable.LIMIT,
        () -> openbgpd.output().toLowerCase(Locale.ROOT).contains("role mismatch"));
  }
}
