package io.munia.lab.roles;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.External;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 9234 §5](https://www.rfc-editor.org/rfc/rfc9234#section-5).
@Tag("interop")
@Tag("bird")
class BirdRolesTest {

  @Test
  void a_provider_s_route_is_marked_for_customers_only() {
    Cable cable = Cable.plug("role-provider");
    Muniad muniad = External.muniad(cable, "role = customer, role-strict = true");
    Bird bird = External.bird(cable, "64512", "local role provider;", "");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "the route has ONLY_TO_CUSTOMER",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("ONLY_TO_CUSTOMER 65001"));
    Until.holds(
        "BIRD has our route without it",
        Cable.LIMIT,
        () -> ask(bird).contains("BGP.as_path: 64512") && !ask(bird).contains("otc"));
  }

  @Test
  void a_customer_s_leak_is_not_chosen_and_it_is_sent_the_mark() {
    Cable cable = Cable.plug("role-leak");
    Muniad muniad = External.muniad(cable, "role = provider");
    Bird bird = External.bird(cable, "64512", "", "bgp_otc = 65009;");

    Until.holds("the session stands", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "the route is a leak",
        Cable.LIMIT,
        () -> External.explained(muniad).contains("route leak"));
    Until.holds("BIRD is sent the mark", Cable.LIMIT, () -> ask(bird).contains("BGP.otc: 64512"));
  }

  @Test
  void roles_that_do_not_go_together_refuse_the_session() {
    Cable cable = Cable.plug("role-mismatch");
    External.muniad(cable, "role = peer");
    Bird bird = External.bird(cable, "64512", "local role provider;", "");

    Until.holds(
        "one of the two says so",
        Cable.LIMIT,
        () -> bird.process().tail().toLowerCase(java.util.Locale.ROOT).contains("role mismatch"));
  }

  private static String ask(Bird bird) {
    return String.join("\n", bird.ask("show route " + Cable.OUR_ROUTE4 + " all protocol munia"));
  }
}
