package io.munia.benchmarks.report;

import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The outcomes for people: a table for each scenario in at most 100 columns, medians with least
/// and most, and below it the subject's ratio to the best of the others.
///
/// A ratio is taken run by run, against the best of the others in the same run, so that what else
/// the machine does at the time falls on both sides; shown is its median.
///
/// @param subject who is compared with the others, as tables call it
/// @param apart who is shown and compared with nobody
public record MarkdownReport(String subject, String apart, List<Outcome> outcomes) {
  /// How long memory is waited for.
  public static final int BACK_SECONDS_MAX = 60;

  /// Percent of one CPU from which on the feeder is what is measured.
  private static final double FEEDER_BUSY = 85;

  public MarkdownReport {
    outcomes = List.copyOf(outcomes);
  }

  public String text() {
    Map<String, List<Outcome>> byScenario = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      byScenario.computeIfAbsent(outcome.of().title(), _ -> new ArrayList<>()).add(outcome);
    }
    StringBuilder text = new StringBuilder();
    byScenario.forEach((scenario, of) -> {
      text.append("### ").append(scenario).append("\n\n");
      table(text, of);
      ratios(text, of);
      notes(text, of);
    });
    return text.toString();
  }

  private static void table(StringBuilder text, List<Outcome> of) {
    List<Figure> figures = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      if (of.stream().anyMatch(o -> o instanceof Measured m && m.figures().containsKey(figure))) {
        figures.add(figure);
      }
    }
    if (figures.isEmpty() && of.stream().anyMatch(Late.class::isInstance)) {
      figures.add(Figure.WALL);
    }
    if (figures.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("speaker"));
    figures.forEach(figure -> head.add(figure.heading()));
    rows.add(head);
    for (String speaker : speakers(of)) {
      List<String> row = new ArrayList<>(List.of(speaker));
      for (Figure figure : figures) {
        row.add(cell(of, speaker, figure));
      }
      rows.add(row);
    }
    lines(text, rows);
  }

  /// What stands for one figure of one speaker: over the limit is a value, too.
  private static String cell(List<Outcome> of, String speaker, Figure figure) {
    List<Double> values = values(of, speaker, figure);
    if (values.isEmpty()) {
      return limit(of, speaker, figure).map(seconds -> "> " + seconds).orElse("–");
    }
    Spread spread = Spread.of(values);
    return figure.spread() ? spread.show(figure.digits()) : spread.showMedian(figure.digits());
  }

  /// The seconds that it took more than.
  private static Optional<String> limit(List<Outcome> of, String speaker, Figure figure) {
    if (figure == Figure.BACK && !values(of, speaker, Figure.AGAINST).isEmpty()) {
      return Optional.of(String.valueOf(BACK_SECONDS_MAX));
    }
    return figure != Figure.WALL
        ? Optional.empty()
        : of.stream()
            .filter(o -> o instanceof Late && o.speaker().equals(speaker))
            .map(o -> String.format(java.util.Locale.ROOT, "%.0f", ((Late) o).seconds()))
            .findFirst();
  }

  private static void lines(StringBuilder text, List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(r).get(i);
        String pad = " ".repeat(widths[i] - cell.length());
        text.append("| ").append(i == 0 ? cell + pad : pad + cell).append(' ');
      }
      text.append("|\n");
      if (r == 0) {
        for (int i = 0; i < columns; i++) {
          text.append('|').append("-".repeat(widths[i] + 1)).append(i == 0 ? '-' : ':');
        }
        text.append("|\n");
      }
    }
    text.append('\n');
  }

  private void ratios(StringBuilder text, List<Outcome> of) {
    List<String> lines = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      if (figure.compared()) {
        ratio(of, figure).ifPresent(lines::add);
      }
    }
    if (!lines.isEmpty()) {
      text.append(subject).append(" / best of the others, run by run:\n");
      lines.forEach(line -> text.append("- ").append(line).append('\n'));
      text.append('\n');
    }
  }

  private Optional<String> ratio(List<Outcome> of, Figure figure) {
    List<Double> ratios = new ArrayList<>();
    Map<String, Integer> best = new LinkedHashMap<>();
    for (Outcome outcome : of) {
      if (!(outcome instanceof Measured own) || !own.speaker().equals(subject)) {
        continue;
      }
      Double value = own.figures().get(figure);
      Optional<Measured> other = best(of, own.run(), figure);
      double against = other.map(o -> o.figures().getOrDefault(figure, 0.0)).orElse(0.0);
      if (value != null && against > 0) {
        ratios.add(value / against);
        best.merge(other.orElseThrow().speaker(), 1, Integer::sum);
      }
    }
    return ratios.isEmpty()
        ? Optional.empty()
        : Optional.of(
            figure.title()
                + " "
                + Spread.of(ratios).show(2)
                + " × "
                + String.join(" or ", best.keySet()));
  }

  private Optional<Measured> best(List<Outcome> of, int run, Figure figure) {
    return of.stream()
        .filter(o -> o.run() == run && !o.speaker().equals(subject) && !o.speaker().equals(apart))
        .filter(Measured.class::isInstance)
        .map(Measured.class::cast)
        .filter(m -> m.figures().containsKey(figure))
        .min(java.util.Comparator.comparingDouble(m -> m.figures().getOrDefault(figure, 0.0)));
  }

  /// Whose figure is the feeder's rather than its own.
  private static void feeder(List<Outcome> of, Set<String> notes) {
    List<String> bounded =
        speakers(of).stream()
            .filter(speaker -> {
              List<Double> shares = values(of, speaker, Figure.FEEDER);
              return !shares.isEmpty() && Spread.of(shares).median() >= FEEDER_BUSY;
            })
            .toList();
    if (!bounded.isEmpty()) {
      notes.add(
          "The feeder's thread was busy nearly all of the time with "
              + String.join(", ", bounded)
              + ": it bounds the figure.");
    }
  }

  /// What is not in the table, and why: each reason once; and what bounds it that is not a speaker.
  private static void notes(StringBuilder text, List<Outcome> of) {
    Set<String> notes = new LinkedHashSet<>();
    feeder(of, notes);
    for (Outcome outcome : of) {
      switch (outcome) {
        case Measured _ -> {}
        case Late late ->
            notes.add(
                String.format(
                    java.util.Locale.ROOT,
                    "%s did not end within %.0f s%s.",
                    late.speaker(),
                    late.seconds(),
                    late.how().isEmpty() ? "" : " (" + late.how() + ")"));
        case Skipped skipped ->
            notes.add(skipped.speaker() + " was not measured: " + skipped.why() + ".");
        case Failed failed ->
            notes.add(failed.speaker() + ", run " + failed.run() + ", failed: " + failed.why());
      }
    }
    notes.forEach(note -> text.append(note).append("\n\n"));
  }

  private static Set<String> speakers(List<Outcome> of) {
    Set<String> speakers = new LinkedHashSet<>();
    of.forEach(outcome -> speakers.add(outcome.speaker()));
    return speakers;
  }

  private static List<Double> values(List<Outcome> of, String speaker, Figure figure) {
    List<Double> values = new ArrayList<>();
    for (Outcome outcome : of) {
      if (outcome instanceof Measured measured && measured.speaker().equals(speaker)) {
        Double value = measured.figures().get(figure);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
