package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.JsonLine;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Point;
import io.munia.benchmarks.report.ResultsFile;
import io.munia.benchmarks.report.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private void measure(Path in) throws IOException {
    Measured measured =
        new Measured(
            new Case(Scenario.FAN_OUT, "ipv4", 1000, 1, 10, 0),
            "Munia",
            1,
            Map.of(Figure.WALL, 0.5, Figure.CPU, 0.25));
    ResultsFile.begin(in.resolve(ResultsFile.RUNS), List.of("A machine."));
    ResultsFile.append(in.resolve(ResultsFile.RUNS), JsonLine.of(measured));
    ResultsFile.begin(in.resolve(ResultsFile.POINTS), List.of("A machine."));
    ResultsFile.append(
        in.resolve(ResultsFile.POINTS), JsonLine.of(new Point(Axis.CLIENTS, measured)));
  }

  @Test
  void page_and_plots_are_made_from_what_was_measured() throws IOException {
    measure(folder);
    new Page(folder).write(new PrintStream(said, true, StandardCharsets.UTF_8));
    String page = Files.readString(folder.resolve("page.md"));
    assertThat(page)
        .startsWith("A machine.\n\n## Scenarios\n\n### fan-out: 1,000 routes, 1 → 10\n")
        .contains("![fan-out](fan-out.svg)", "## Every point of the plots");
    assertThat(page).containsOnlyOnce("A machine.");
    assertThat(folder.resolve("fan-out.svg")).isRegularFile();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("page.md and its plots");
  }

  @Test
  void its_body_links_the_plots_from_beside_the_folder() throws IOException {
    Path results = folder.resolve("results");
    measure(results);
    assertThat(new Page(results).body()).contains("![fan-out](results/fan-out.svg)");
  }

  @Test
  void a_folder_without_measurements_is_refused() {
    assertThatThrownBy(() -> new Page(folder).body()).isInstanceOf(NoSuchFileException.class);
  }
}
