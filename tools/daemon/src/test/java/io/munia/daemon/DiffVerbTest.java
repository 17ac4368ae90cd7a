package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.control.Json;
import io.munia.peering.router.Ports;
import io.munia.peering.router.Router;
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
class DiffVerbTest {
  @TempDir Path folder;

  @Test
  void what_a_reload_would_change_is_said_and_not_done() throws Exception {
    Path file = write("munia.conf", "hold-time = 90s");
    ConfigFile source = new ConfigFile(file, Map.of());
    Parsed.Usable parsed = (Parsed.Usable) source.parse();
    try (Router router =
        Router.start(
            parsed.config(), _ -> new Ports(Optional.empty(), NextHops.assumed(), Map.of()))) {
      DiffVerb verb = new DiffVerb(router, source);
      assertThat(verb.answer(Map.of()).list("changes")).isEmpty();

      write("munia.conf", "families = ipv6-unicast");
      assertThat(changes(verb.answer(Map.of()))).isEqualTo("peer tor: families reset");
      assertThat(changes(verb.answer(Map.of("file", write("x", "hold-time = 9s").toString()))))
          .isEqualTo("peer tor: hold-time next-session");
      assertThat(router.config()).isEqualTo(parsed.config());

      Json.Obj refused = verb.answer(Map.of("file", write("x", "hold-tme = 9s").toString()));
      assertThat(refused.bool("usable")).isFalse();
      assertThat(refused.list("diagnostics")).singleElement().asString().contains("hold-time");
    }
  }

  private static String changes(Json.Obj answer) {
    Json.Obj change = (Json.Obj) answer.list("changes").getFirst();
    return change.text("change") + " " + change.text("costs");
  }

  private Path write(String name, String option) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "munia { as = 64512, router-id = 10.0.0.1, listen = [], peers { tor { address = 127.0.0.2,"
            + " port = 1, remote-as = internal, "
            + option
            + " } } }");
  }
}
