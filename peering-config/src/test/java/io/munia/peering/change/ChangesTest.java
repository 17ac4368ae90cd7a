package io.munia.peering.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ChangesTest {
  private static final String PEER = "address = 10.0.0.2, remote-as = internal";

  @TempDir Path folder;

  @Test
  void equal_configurations_differ_in_nothing_however_they_are_written() throws IOException {
    assertThat(
            Changes.between(
                    peers("a { " + PEER + " }"),
                    peers("a { port = 179, hold-time = 90s, " + PEER + ", passive = no }"))
                .all())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "port = 1790, next-session",
    "hold-time = 9s, next-session",
    "connect-retry = 1s, next-session",
    "passive = true, next-session",
    "local-address = 10.0.0.1, reset",
    "route-reflector-client = true, reset",
    "next-hop-self = true, reset",
    "cluster-id = 1.1.1.1, reset",
    "families = ipv6-unicast, reset",
    "add-path = both, reset",
    "advertise-best-external = true, reset",
    "enforce-first-as = false, reset",
    "import = reject-all, reset",
    "export = reject-all, reset",
    "password = x, reset",
    "description = x, live"
  })
  void each_option_costs_what_the_reference_says(String option, String apply) throws IOException {
    List<Change> changes =
        Changes.between(peers("a { " + PEER + " }"), peers("a { " + PEER + ", " + option + " }"))
            .all();
    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.PeerChanged.class,
            change -> {
              assertThat(change.apply()).hasToString(apply);
              assertThat(change.options())
                  .containsExactly(option.substring(0, option.indexOf(' ')));
            });
  }

  @Test
  void peers_come_and_go() throws IOException {
    List<Change> changes =
        Changes.between(
                peers("a { " + PEER + " }"),
                peers("b { address = 10.0.0.3, remote-as = internal }"))
            .all();
    assertThat(changes)
        .extracting(Change::summary)
        .containsExactly("peer a (10.0.0.2) is removed", "peer b (10.0.0.3) is added");
  }

  @Test
  void what_is_set_up_once_waits_for_a_restart() throws IOException {
    assertThat(Changes.between(read("listen = []"), read("listen = [\"127.0.0.1:1790\"]")).all())
        .singleElement()
        .satisfies(change -> assertThat(change.apply()).isEqualTo(Apply.RESTART));
  }

  @Test
  void aggregates_change_live_and_all_at_once() throws IOException {
    List<Change> changes =
        Changes.between(
                read("fib {}, aggregates { \"10.1.0.0/16\" {}, \"10.2.0.0/16\" {} }"),
                read(
                    "fib {}, aggregates { \"10.2.0.0/16\" { suppress = all },"
                        + " \"10.3.0.0/16\" {} }"))
            .all();
    assertThat(changes)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.apply()).isEqualTo(Apply.LIVE);
          assertThat(change.summary())
              .isEqualTo("aggregates: 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16");
        });
    assertThat(
            Changes.between(
                    read("fib {}, aggregates { \"10.1.0.0/16\" { summary-only = true } }"),
                    read("fib {}, aggregates { \"10.1.0.0/16\" { suppress = all } }"))
                .all())
        .isEmpty();
  }

  private PeeringConfig peers(String peers) throws IOException {
    return read("peers { " + peers + " }");
  }

  private PeeringConfig read(String rest) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("munia.conf"),
            "munia { as = 64512, router-id = 10.0.0.1\n" + rest + "\n}");
    Parsed parsed = ConfigReader.read(file, Map.of());
    assertThat(parsed.diagnostics()).isEmpty();
    return ((Parsed.Usable) parsed).config();
  }
}
