package io.munia.benchmarks.run;

import io.munia.benchmarks.chart.Charts;
import io.munia.benchmarks.report.MarkdownReport;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.ResultsFile;
import io.munia.benchmarks.speakers.Floor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Plots and a page from what a folder holds of measurements: nothing is measured for it.
///
/// @param folder with [ResultsFile#RUNS], [ResultsFile#POINTS] or both
public record Page(Path folder) {
  private static final String NAME = "page.md";

  private record Measured(ResultsFile.Content runs, ResultsFile.Content series) {}

  private Measured measured() throws IOException {
    ResultsFile.Content runs = ResultsFile.read(folder.resolve(ResultsFile.RUNS));
    ResultsFile.Content series = ResultsFile.read(folder.resolve(ResultsFile.POINTS));
    if (runs.lines().isEmpty() && series.lines().isEmpty()) {
      throw new NoSuchFileException(folder.resolve(ResultsFile.POINTS).toString());
    }
    return new Measured(runs, series);
  }

  /// The page, for a file beside the folder.
  ///
  /// @throws IOException with a sentence
  public String body() throws IOException {
    Measured measured = measured();
    return text(
        measured.runs(),
        measured.series(),
        Charts.of(measured.series().points()).keySet(),
        folder.toAbsolutePath().normalize().getFileName() + "/");
  }

  /// @throws IOException with a sentence
  public void write(PrintStream progress) throws IOException {
    Measured measured = measured();
    Map<String, String> charts = Charts.of(measured.series().points());
    for (Map.Entry<String, String> chart : charts.entrySet()) {
      Files.writeString(folder.resolve(chart.getKey()), chart.getValue());
    }
    Path page = folder.resolve(NAME);
    Files.writeString(page, text(measured.runs(), measured.series(), charts.keySet(), ""));
    progress.println("written: " + page + (charts.isEmpty() ? "" : " and its plots"));
  }

  private static String text(
      ResultsFile.Content runs, ResultsFile.Content series, Set<String> charts, String prefix) {
    StringBuilder text = new StringBuilder();
    Set<String> about = new LinkedHashSet<>(runs.about());
    about.addAll(series.about());
    about.forEach(sentence -> text.append(sentence).append("\n\n"));
    if (!runs.lines().isEmpty()) {
      text.append("## Scenarios\n\n").append(tables(runs.outcomes()));
    }
    if (!charts.isEmpty()) {
      text.append("## Against clients and routes\n\n");
      charts.forEach(file ->
          text.append("![")
              .append(file.replace(".svg", ""))
              .append("](")
              .append(prefix)
              .append(file)
              .append(")\n\n"));
    }
    if (!series.lines().isEmpty()) {
      text.append("## Every point of the plots\n\n").append(tables(series.outcomes()));
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String tables(List<Outcome> outcomes) {
    // Where two series meet, both have the same outcome.
    return new MarkdownReport("Munia", new Floor().title(), outcomes.stream().distinct().toList())
        .text();
  }
}
