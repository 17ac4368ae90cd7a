package io.munia.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  private static final Case FAN_OUT = new Case(Scenario.FAN_OUT, "ipv4", 100_000, 1, 100, 0);

  private static Outcome run(String speaker, int run, double wall, double resident) {
    return new Measured(
        FAN_OUT,
        speaker,
        run,
        Map.of(Figure.WALL, wall, Figure.RESIDENT, resident, Figure.FEEDER, 30.0));
  }

  private static String report(Outcome... outcomes) {
    return new MarkdownReport("Munia", "floor", List.of(outcomes)).text();
  }

  @Test
  void medians_stand_with_least_and_most_and_ratios_are_taken_run_by_run() {
    String text =
        report(
            run("floor", 1, 0.1, 50),
            run("Munia", 1, 0.2, 90),
            run("BIRD 2", 1, 4, 30),
            run("FRR", 1, 5, 300),
            run("floor", 2, 0.1, 50),
            run("Munia", 2, 0.9, 90),
            run("BIRD 2", 2, 6, 30),
            run("FRR", 2, 3, 300));
    assertThat(text)
        .isEqualTo(
            """
            ### fan-out: 100,000 routes, 1 → 100

            | speaker |              wall s | RSS MB | feeder % |
            |---------|--------------------:|-------:|---------:|
            | floor   | 0.100 (0.100–0.100) |     50 |       30 |
            | Munia   | 0.550 (0.200–0.900) |     90 |       30 |
            | BIRD 2  | 5.000 (4.000–6.000) |     30 |       30 |
            | FRR     | 4.000 (3.000–5.000) |    300 |       30 |

            Munia / best of the others, run by run:
            - wall s 0.18 (0.05–0.30) × BIRD 2 or FRR
            - resident MB 3.00 (3.00–3.00) × BIRD 2

            """);
  }

  private static void fits(Case of, Map<Figure, Double> figures) {
    assertThat(report(new Measured(of, "OpenBGPD", 1, figures)).lines())
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void the_widest_tables_fit_100_columns() {
    Map<Figure, Double> loads =
        Map.of(
            Figure.WALL,
            100.123,
            Figure.CPU,
            100.12,
            Figure.RESIDENT,
            1562.0,
            Figure.PEAK,
            1562.0,
            Figure.FEEDER,
            100.0);
    fits(FAN_OUT, loads);
    Map<Figure, Double> changes = new EnumMap<>(loads);
    changes.remove(Figure.WALL);
    changes.put(Figure.P50, 110.852);
    changes.put(Figure.P99, 50.841);
    fits(FAN_OUT, changes);
    fits(
        FAN_OUT,
        Map.of(
            Figure.WALL,
            100.123,
            Figure.LOADED,
            3562.0,
            Figure.AFTER,
            3562.0,
            Figure.BACK,
            14.53,
            Figure.AGAINST,
            10.21));
  }

  @Test
  void it_says_where_the_feeder_bounds_a_figure() {
    Outcome bounded =
        new Measured(FAN_OUT, "floor", 1, Map.of(Figure.WALL, 0.1, Figure.FEEDER, 96.0));
    assertThat(report(bounded, run("Munia", 1, 0.2, 90)))
        .contains(
            "The feeder's thread was busy nearly all of the time with floor: it bounds the"
                + " figure.");
    assertThat(report(run("Munia", 1, 0.2, 90))).doesNotContain("The feeder's thread");
  }

  @Test
  void a_speaker_that_failed_is_named_with_the_reason_and_not_compared() {
    String text = report(run("Munia", 1, 0.2, 90), new Failed(FAN_OUT, "BIRD 2", 1, "it ended"));
    assertThat(text).contains("| BIRD 2  |").contains("BIRD 2, run 1, failed: it ended");
    assertThat(text).doesNotContain("best of the others");
  }

  @Test
  void who_is_over_the_limit_has_that_as_a_value_and_no_part_in_ratios() {
    String text =
        report(
            run("Munia", 1, 0.2, 90),
            run("BIRD 2", 1, 4, 30),
            new Late(FAN_OUT, "GoBGP", 1, 120, "the receiver with the fewest has 5 of 9 prefixes"));
    assertThat(text)
        .contains("| GoBGP   |               > 120 |      – |        – |")
        .contains(
            "GoBGP did not end within 120 s (the receiver with the fewest has 5 of 9 prefixes).")
        .contains("wall s 0.05 (0.05–0.05) × BIRD 2");
  }

  @Test
  void nobody_disappears_where_all_are_over_the_limit_or_left_out() {
    String text =
        report(
            new Late(FAN_OUT, "GoBGP", 1, 120, ""),
            new Skipped(FAN_OUT, "FRR", 1, "the time for everything was over"));
    assertThat(text)
        .contains("| GoBGP   |  > 120 |")
        .contains("| FRR     |      – |")
        .contains("FRR was not measured: the time for everything was over.");
  }

  @Test
  void memory_that_does_not_come_back_within_a_minute_is_said() {
    Case coming = new Case(Scenario.COME_AND_GO, "ipv4", 1_000_000, 3, 1, 0);
    String text =
        report(
            new Measured(coming, "Munia", 1, Map.of(Figure.AFTER, 200.0, Figure.AGAINST, 1.31)),
            new Measured(
                coming,
                "BIRD 2",
                1,
                Map.of(Figure.AFTER, 20.0, Figure.AGAINST, 0.13, Figure.BACK, 0.4)));
    assertThat(text)
        .contains("### come-and-go: 3 × 1,000,000 routes come and go")
        .containsPattern("Munia +\\| 200 \\(200–200\\) \\| +> 60 \\| +1.31")
        .contains("0.4 (0.4–0.4)");
  }

  @Test
  void the_table_of_another_family_or_file_is_named() {
    assertThat(new Case(Scenario.LATE_JOIN, "ipv6", 1000, 1, 10, 0).title())
        .isEqualTo("late-join: one more client, 1,000 routes, 10 clients, IPv6");
    assertThat(new Case(Scenario.ONE_UPDATE, "rib.mrt.gz ipv4", 1000, 1, 20, 500).title())
        .isEqualTo("one-update: 500 changes → 20 clients, 1,000 routes loaded, rib.mrt.gz IPv4");
  }
}
