package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.change.Apply;
import io.munia.peering.change.Change;
import io.munia.peering.change.Changes;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.Restart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Options about restarts ([RFC 4724](https://www.rfc-editor.org/rfc/rfc4724)).
@NullMarked
class RestartConfigTest {
  @TempDir Path folder;

  private Parsed read(String group, String peer) {
    return read(
        """
        munia {
          as = 64512, router-id = 10.0.0.1, control = off
          groups { g { remote-as = internal, %s } }
          peers { a { address = 10.0.0.2, group = g, %s } }
        }
        """
            .formatted(group, peer));
  }

  private Parsed read(String text) {
    Path file = folder.resolve("munia.conf");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ConfigReader.read(file, Map.of());
  }

  private PeeringConfig config(String group, String peer) {
    Parsed parsed = read(group, peer);
    assertThat(parsed).isInstanceOf(Parsed.Usable.class);
    return ((Parsed.Usable) parsed).config();
  }

  private static Restart restart(PeeringConfig config) {
    return config.peers().getFirst().options().restart();
  }

  @Test
  void paths_of_neighbours_are_kept_unless_said_otherwise() {
    assertThat(restart(config("", ""))).isEqualTo(new Restart(Restart.Mode.HELPER, 120, 360, 0));
  }

  @Test
  void a_peers_own_section_stands_in_place_of_its_groups() {
    PeeringConfig config =
        config(
            "graceful-restart { mode = full, restart-time = 60s, long-lived-stale-time = 1h }",
            "graceful-restart { mode = off }");
    assertThat(restart(config)).isEqualTo(new Restart(Restart.Mode.OFF, 120, 360, 0));
    assertThat(restart(config("graceful-restart { mode = full, long-lived-stale-time = 1h }", "")))
        .isEqualTo(new Restart(Restart.Mode.FULL, 120, 360, 3600));
  }

  @Test
  void what_is_printed_reads_back() {
    PeeringConfig config = config("", "graceful-restart { mode = full, stale-time = 10m }");
    assertThat(ConfigPrinter.print(config))
        .contains(
            "graceful-restart = { mode = full, restart-time = 120s, stale-time = 600s,"
                + " long-lived-stale-time = 0s }");
    assertThat(read(ConfigPrinter.print(config)))
        .isInstanceOfSatisfying(
            Parsed.Usable.class, again -> assertThat(again.config()).isEqualTo(config));
  }

  @Test
  void a_change_holds_from_the_next_session_on() {
    List<Change> changes =
        Changes.between(config("", ""), config("", "graceful-restart { mode = full }")).all();
    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.PeerChanged.class,
            changed -> assertThat(changed.apply()).isEqualTo(Apply.NEXT_SESSION));
  }

  @Test
  void what_does_not_fit_is_said_in_a_sentence() {
    assertThat(
            read("", "graceful-restart { mode = aware, restart-time = 4096s }")
                .diagnostics()
                .toString())
        .contains("off or helper or full")
        .contains("a duration, 1s to 4095s");
  }
}
