package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.net.AddressFamily;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunSpecTest {
  private static RunOptions options(String... words) {
    return RunSpec.options(new CommandLine(RunSpec.run()).parseArgs(words));
  }

  private static List<Load> loads(String... words) {
    return options(words).loads(List.of(AddressFamily.IPV4_UNICAST));
  }

  @Test
  void without_words_everybody_goes_through_everything_five_times() {
    RunOptions all = options();
    assertThat(all.speakers().stream().map(Speaker::name))
        .containsExactly("munia", "bird", "frr", "gobgp", "openbgpd");
    assertThat(all.scenarioRuns()).isEqualTo(5);
    assertThat(loads().stream().flatMap(load -> load.scenarios().stream()).distinct())
        .containsExactlyInAnyOrder(Scenario.values());
    assertThat(loads().stream().map(Load::receivers)).containsExactly(1, 100, 256, 1, 20, 1);
  }

  @Test
  void quick_is_smaller_and_for_two_and_does_not_wait_for_memory() {
    RunOptions quick = options("--quick");
    assertThat(quick.speakers().stream().map(Speaker::name)).containsExactly("munia", "bird");
    assertThat(quick.scenarioRuns()).isEqualTo(3);
    assertThat(loads("--quick").getFirst().routes()).isEqualTo(200_000);
    assertThat(quick.scenarios()).isEqualTo(EnumSet.complementOf(EnumSet.of(Scenario.COME_AND_GO)));
    assertThat(options("--quick", "--speaker", "frr").speakers()).hasSize(1);
    assertThat(options("--quick", "--scenario", "come-and-go").scenarios())
        .containsExactly(Scenario.COME_AND_GO);
  }

  @Test
  void come_and_go_has_three_different_tables_and_the_full_table_to_compare_with() {
    List<Load> loads = loads("--scenario", "come-and-go");
    assertThat(loads.stream().map(Load::scenarios))
        .containsExactly(Set.of(Scenario.FULL_TABLE), Set.of(Scenario.COME_AND_GO));
    assertThat(loads.getLast().senders()).isEqualTo(3);
    assertThat(loads.getLast().layers()).isEqualTo(3);
    assertThat(loads.getFirst().routes()).isEqualTo(loads.getLast().routes());
  }

  @Test
  void the_numbers_that_are_given_hold() {
    List<Load> few =
        loads("--scenario", "fan-out", "--clients", "1,10,50", "--routes", "5000", "--runs", "2");
    assertThat(few.stream().map(Load::receivers)).isEqualTo(List.of(1, 10, 50));
    assertThat(few).allMatch(load -> load.routes() == 5000);
    assertThat(loads("--scenario", "same-routes", "--senders", "7").getFirst().senders())
        .isEqualTo(7);
    assertThat(options("--runs", "2").seriesRuns()).isEqualTo(2);
    assertThat(options("--limit", "7").scenarioLimit()).isEqualTo(Duration.ofSeconds(7));
    assertThat(options("--within", "7").allMax()).isEqualTo(Duration.ofMinutes(7));
    assertThat(options("--table", "rib.mrt").table()).contains(Path.of("rib.mrt"));
  }

  @Test
  void both_families_go_through_the_same() {
    RunOptions both = options("--family", "both", "--scenario", "one-update");
    assertThat(both.loads(both.families()).stream().map(Load::family))
        .containsExactly(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
    assertThat(options("--family", "ipv6").families()).containsExactly(AddressFamily.IPV6_UNICAST);
    assertThat(options().families()).isEmpty();
  }

  @Test
  void quick_ends_within_five_minutes() {
    assertThat(options("--quick").scenarioMax()).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void the_scenarios_of_one_table_share_a_life() {
    assertThat(loads("--scenario", "late-join", "--scenario", "session-lost")).hasSize(1);
  }

  @Test
  void a_series_has_sizes() {
    RunOptions series =
        RunSpec.options(
            new CommandLine(RunSpec.sweep())
                .parseArgs("--routes", "5000,1000,5000", "--clients", "3"));
    assertThat(series.seriesRoutes()).containsExactly(1000, 5000);
    assertThat(series.seriesClients()).containsExactly(3);
    assertThat(options().seriesClients()).isEqualTo(RunOptions.SERIES_CLIENTS);
  }

  @Test
  void words_that_mean_nothing_are_refused_in_a_sentence() {
    assertThatThrownBy(() -> options("--speaker", "quagga"))
        .hasMessage("'quagga' is no speaker: munia, bird, frr, gobgp, openbgpd");
    assertThatThrownBy(() -> options("--scenario", "all"))
        .hasMessageStartingWith("'all' is no scenario: full-table, fan-out,");
    assertThatThrownBy(() -> options("--runs", "0"))
        .hasMessage("--runs 0: a whole number from 1 to 100 would do");
    assertThatThrownBy(() -> options("--clients", "1,,2")).hasMessageStartingWith("--clients :");
    assertThatThrownBy(() -> options("--family", "ipx"))
        .hasMessage("'ipx' is no family: ipv4, ipv6 or both");
  }
}
