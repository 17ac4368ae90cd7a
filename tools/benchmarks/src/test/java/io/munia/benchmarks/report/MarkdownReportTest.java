package io.munia.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Measured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  private static Outcome run(String speaker, int run, double wall, double resident) {
    return new Measured(
        "fan-out",
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
            ### fan-out

            | speaker |              wall s | resident MB | feeder % |
            |---------|--------------------:|------------:|---------:|
            | floor   | 0.100 (0.100–0.100) |          50 |       30 |
            | Munia   | 0.550 (0.200–0.900) |          90 |       30 |
            | BIRD 2  | 5.000 (4.000–6.000) |          30 |       30 |
            | FRR     | 4.000 (3.000–5.000) |         300 |       30 |

            Munia / best of the others, run by run:
            - wall s 0.18 (0.05–0.30) × BIRD 2 or FRR
            - resident MB 3.00 (3.00–3.00) × BIRD 2

            """);
  }

  @Test
  void the_widest_table_fits_100_columns() {
    Map<Figure, Double> all =
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
    String text = report(new Measured("x", "OpenBGPD", 1, all));
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void a_speaker_that_failed_is_named_with_the_reason_and_not_compared() {
    String text = report(run("Munia", 1, 0.2, 90), new Failed("fan-out", "BIRD 2", 1, "it ended"));
    assertThat(text).contains("| BIRD 2  |").contains("BIRD 2, run 1, failed: it ended");
    assertThat(text).doesNotContain("best of the others");
  }

  @Test
  void a_run_is_one_line_of_json() {
    assertThat(JsonLine.of(new Measured("fan-out", "Munia", 2, Map.of(Figure.WALL, 0.25))))
        .isEqualTo(
            "{\"scenario\":\"fan-out\",\"speaker\":\"Munia\",\"run\":2,\"wall s\":0.250000}");
    assertThat(JsonLine.of(new Failed("fan-out", "Munia", 2, "a \"b\"\n\tc")))
        .isEqualTo(
            "{\"scenario\":\"fan-out\",\"speaker\":\"Munia\",\"run\":2,"
                + "\"failed\":\"a \\\"b\\\"\\n\\u0009c\"}");
  }
}
