package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.speakers.Speaker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunSpecTest {
  private static RunOptions options(String... words) {
    return RunSpec.options(new CommandLine(RunSpec.spec()).parseArgs(words));
  }

  @Test
  void without_words_everybody_goes_through_everything_five_times() {
    RunOptions all = options();
    assertThat(all.speakers().stream().map(Speaker::name))
        .containsExactly("munia", "bird", "frr", "gobgp", "openbgpd");
    assertThat(all.runs()).isEqualTo(5);
    assertThat(all.loads().stream().flatMap(load -> load.scenarios().stream()).distinct())
        .containsExactlyInAnyOrder(Scenario.values());
    assertThat(all.loads().stream().map(Load::receivers)).containsExactly(1, 100, 256, 1, 20);
  }

  @Test
  void quick_is_smaller_and_for_two() {
    RunOptions quick = options("--quick");
    assertThat(quick.speakers().stream().map(Speaker::name)).containsExactly("munia", "bird");
    assertThat(quick.loads().getFirst().routes()).isEqualTo(200_000);
    assertThat(options("--quick", "--speaker", "frr").speakers()).hasSize(1);
  }

  @Test
  void the_numbers_that_are_given_hold() {
    RunOptions few =
        options("--scenario", "fan-out", "--clients", "1,10,50", "--routes", "5000", "--runs", "2");
    assertThat(few.loads().stream().map(Load::receivers)).isEqualTo(List.of(1, 10, 50));
    assertThat(few.loads()).allMatch(load -> load.routes() == 5000);
    assertThat(options("--scenario", "same-routes", "--senders", "7").loads().getFirst().senders())
        .isEqualTo(7);
  }

  @Test
  void quick_begins_no_run_that_would_end_late() {
    assertThat(options("--quick").another(1, Duration.ofSeconds(100))).isTrue();
    assertThat(options("--quick").another(1, Duration.ofSeconds(140))).isFalse();
    assertThat(options("--quick").another(3, Duration.ofSeconds(30))).isFalse();
    assertThat(options().another(1, Duration.ofHours(1))).isTrue();
    assertThat(options().another(5, Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void the_scenarios_of_one_table_share_a_life() {
    assertThat(options("--scenario", "late-join", "--scenario", "session-lost").loads()).hasSize(1);
  }

  @Test
  void words_that_mean_nothing_are_refused_in_a_sentence() {
    assertThatThrownBy(() -> options("--speaker", "quagga"))
        .hasMessage("'quagga' is no speaker: munia, bird, frr, gobgp, openbgpd");
    assertThatThrownBy(() -> options("--scenario", "all"))
        .hasMessageStartingWith("'all' is no scenario: full-table, late-join,");
    assertThatThrownBy(() -> options("--runs", "0"))
        .hasMessage("--runs 0: a whole number from 1 to 100 would do");
    assertThatThrownBy(() -> options("--clients", "1,,2")).hasMessageStartingWith("--clients :");
  }
}
