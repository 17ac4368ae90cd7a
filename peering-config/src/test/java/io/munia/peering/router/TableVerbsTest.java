package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.peering.Munia;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import io.munia.rib.NextHops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class TableVerbsTest {
  @TempDir Path folder;

  @Test
  void a_neighbour_that_is_not_there_is_not_taken_for_one_without_routes() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("munia.conf"),
            "munia { as = 64512, router-id = 10.0.0.1, listen = [],"
                + " peers { tor { address = 127.0.0.2, port = 1, remote-as = internal } } }");
    Parsed.Usable parsed = (Parsed.Usable) ConfigReader.read(file, Map.of());
    try (Router router =
        Router.start(
            parsed.config(), _ -> new Ports(Optional.empty(), NextHops.assumed(), Map.of()))) {
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
  void an_as_that_is_nobodys_is_refused_where_it_is_said() {
    assertThatThrownBy(() -> Munia.speaker().as(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody's AS");
  }
}
