package io.munia.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  private static final Case CASE = new Case(Scenario.ONE_UPDATE, "ipv6", 100_000, 1, 20, 500);

  @TempDir private Path folder;

  @Test
  void what_was_written_is_read_again() throws IOException {
    Path file = folder.resolve("new/points.jsonl");
    List<Outcome> outcomes =
        List.of(
            new Measured(CASE, "Munia", 2, Map.of(Figure.P50, 0.25, Figure.FEEDER, 12.5)),
            new Late(CASE, "GoBGP", 1, 60, "5 of 9"),
            new Skipped(CASE, "FRR bgpd", 1, "it takes over 60 s"),
            new Failed(CASE, "BIRD 2", 1, "it \"ended\"\n\tso"));
    ResultsFile.begin(file, List.of("A \"machine\".", "Another sentence."));
    for (Outcome outcome : outcomes) {
      ResultsFile.append(file, JsonLine.of(new Point(Axis.ROUTES, outcome)));
    }
    ResultsFile.append(file, JsonLine.of(outcomes.getFirst()));

    ResultsFile.Content content = ResultsFile.read(file);
    assertThat(content.about()).containsExactly("A \"machine\".", "Another sentence.");
    assertThat(content.points())
        .isEqualTo(outcomes.stream().map(outcome -> new Point(Axis.ROUTES, outcome)).toList());
    assertThat(content.outcomes()).hasSize(5).endsWith(outcomes.getFirst());
  }

  @Test
  void a_run_is_one_line_of_json() {
    assertThat(JsonLine.of(new Measured(CASE, "Munia", 2, Map.of(Figure.P50, 0.25))))
        .isEqualTo(
            "{\"scenario\":\"one-update\",\"table\":\"ipv6\",\"routes\":100000,\"senders\":1,"
                + "\"receivers\":20,\"updates\":500,\"speaker\":\"Munia\",\"run\":2,"
                + "\"p50 ms\":0.25}");
  }

  @Test
  void a_file_that_is_not_there_is_empty() throws IOException {
    assertThat(ResultsFile.read(folder.resolve("none")).lines()).isEmpty();
  }

  @Test
  void a_line_that_is_none_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("runs.jsonl"), "{\"about\":\"x\"}\n{\"scena");
    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line 2: no JSON: ");
    Files.writeString(file, "{\"scenario\":\"no-such\"}\n");
    assertThatThrownBy(() -> ResultsFile.read(file)).hasMessage(file + ", line 1: no scenario");
  }
}
