package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.peering.Munia;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import io.munia.rib.NextHops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class TableVerbsTest {
  private static final String TOR =
      "munia { as = 64512, router-id = 10.0.0.1, listen = [],"
          + " peers { tor { address = 127.0.0.2, port = 1, remote-as = internal } } }";

  @TempDir Path folder;

  private Router started(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("munia.conf"), text);
    Parsed.Usable parsed = (Parsed.Usable) ConfigReader.read(file, Map.of());
    return Router.start(
        parsed.config(), _ -> new Ports(Optional.empty(), NextHops.assumed(), Map.of()));
  }

  @Test
  void a_neighbour_that_is_not_there_is_not_taken_for_one_without_routes() throws Exception {
    try (Router router = started(TOR)) {
      for (Verb verb : TableVerbs.of(router, "test", Map.of())) {
        for (String argument : new String[] {"in", "out", "peer"}) {
          if (verb.understands(argument) && verb.access() == Verb.Access.READ) {
            assertThatThrownBy(() -> verb.answer(Map.of(argument, "rot")))
                .as("%s %s", verb.name(), argument)
                .isInstanceOf(VerbException.class)
                .hasMessage("there is no peer with name or address rot");
            assertThat(verb.answer(Map.of(argument, "tor"))).isNotNull();
            assertThat(verb.answer(Map.of(argument, "127.0.0.2"))).isNotNull();
          }
        }
      }
    }
  }

  @Test
  void a_table_is_read_page_by_page_as_it_lies_there() throws Exception {
    try (Router router =
        started(
            "munia { as = 64512, router-id = 10.0.0.1, listen = [], routes { \"192.0.2.0/24\" {},"
                + " \"192.0.3.0/24\" {}, \"192.0.4.0/24\" {}, \"2001:db8::/32\" {} } }")) {
      Verb routes = new RoutesVerb(router);
      List<String> prefixes = new ArrayList<>();
      String cursor = "start";
      while (!cursor.isEmpty()) {
        Json.Obj page = routes.answer(Map.of("limit", "2", "cursor", cursor));
        assertThat(page.list("routes")).hasSizeLessThanOrEqualTo(2);
        page.list("routes").forEach(each -> prefixes.add(((Json.Obj) each).text("prefix")));
        cursor = page.text("cursor");
      }
      assertThat(prefixes)
          .containsExactlyInAnyOrder(
              "192.0.2.0/24", "192.0.3.0/24", "192.0.4.0/24", "2001:db8::/32");
      assertThatThrownBy(() -> routes.answer(Map.of("cursor", "x")))
          .hasMessage("cursor: found 'x'; start, or the cursor of an answer would do");
    }
  }

  @Test
  void a_reset_is_for_a_neighbour_that_is_there_and_goes_on_with_what_holds() throws Exception {
    try (Router router = started(TOR)) {
      Verb reset = new ResetVerb(router);
      assertThat(reset.access()).isEqualTo(Verb.Access.WRITE);
      assertThat(reset.answer(Map.of("peer", "127.0.0.2")).text("peer")).isEqualTo("tor");
      assertThatThrownBy(() -> reset.answer(Map.of("peer", "rot")))
          .hasMessage("there is no peer with name or address rot");
      assertThatThrownBy(() -> reset.answer(Map.of("peer", "tor", "reason", "x".repeat(256))))
          .hasMessage("reason: up to 255 bytes would do");
    }
  }

  @Test
  void policies_and_explanations_are_answered_from_the_configuration_and_the_tables()
      throws Exception {
    try (Router router =
        started(
            """
            munia { as = 64512, router-id = 10.0.0.1, listen = []
              policies { p { rules = [ { match { med = 5 }, set { weight = 3 }, then = accept } ] } }
              peers { tor { address = 127.0.0.2, port = 1, remote-as = internal, import = p } }
              routes { "192.0.2.0/24" { } }
            }
            """)) {
      String policies = verb(router, "policies").answer(Map.of()).toString();
      assertThat(policies).contains("med = 5", "weight = 3", "tor", "accept-all");
      assertThatThrownBy(() -> verb(router, "policies").answer(Map.of("policy", "q")))
          .hasMessage("no neighbour has a policy that is called q");
      Verb explain = verb(router, "explain");
      assertThat(explain.answer(Map.of("prefix", "192.0.2.0/24", "to", "tor")).toString())
          .contains("the session is not established");
      assertThatThrownBy(() -> explain.answer(Map.of("prefix", "10.0.0.0/8")))
          .hasMessage("there is no route to 10.0.0.0/8");
      assertThatThrownBy(() -> explain.answer(Map.of("prefix", "192.0.2.0/24", "from", "rot")))
          .hasMessage("there is no peer with name or address rot");
      assertThatThrownBy(() -> verb(router, "routes").answer(Map.of("accepted", "true")))
          .hasMessage("accepted: asks about what a neighbour says; in = PEER would do");
    }
  }

  private static Verb verb(Router router, String name) {
    return TableVerbs.of(router, "test", Map.of()).stream()
        .filter(verb -> verb.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_as_that_is_nobodys_is_refused_where_it_is_said() {
    assertThatThrownBy(() -> Munia.speaker().as(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody's AS");
  }
}
