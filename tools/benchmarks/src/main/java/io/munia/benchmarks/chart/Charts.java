package io.munia.benchmarks.chart;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import io.munia.benchmarks.report.Point;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One chart for each scenario and table: what is drawn of it from top to bottom, against clients
/// on the left and against routes on the right.
public final class Charts {
  /// A speaker's CPU comes in steps of 10 ms; half a step stands for none.
  private static final double CPU_FLOOR = 0.005;

  private static final double FLOOR = 1e-6;

  private final List<Point> points;

  private Charts(List<Point> points) {
    this.points = points;
  }

  /// By file name, in the order of the scenarios.
  public static Map<String, String> of(List<Point> points) {
    Set<String> tables = new LinkedHashSet<>();
    points.forEach(point -> tables.add(point.outcome().of().table()));
    Map<String, String> files = new LinkedHashMap<>();
    Charts charts = new Charts(List.copyOf(points));
    for (String table : tables) {
      for (Scenario scenario : Scenario.values()) {
        boolean there =
            points.stream()
                .map(point -> point.outcome().of())
                .anyMatch(of -> of.scenario() == scenario && of.table().equals(table));
        if (there) {
          files.put(fileName(scenario, table), charts.chart(scenario, table).svg());
        }
      }
    }
    return files;
  }

  static String fileName(Scenario scenario, String table) {
    String suffix =
        table.equals(Case.USUAL_TABLE) ? "" : "-" + table.replaceAll("[^A-Za-z0-9.]+", "-");
    return scenario.word() + suffix + ".svg";
  }

  private Chart chart(Scenario scenario, String table) {
    List<List<Panel>> rows = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Set<String> notes = new LinkedHashSet<>();
    for (Figure figure : scenario.drawn()) {
      List<Panel> row = new ArrayList<>();
      for (Axis axis : Axis.values()) {
        List<Point> of = along(scenario, table, axis);
        of.forEach(point -> names.add(point.outcome().speaker()));
        notes(of, notes);
        row.add(panel(figure, axis, of));
      }
      rows.add(row);
    }
    notes.add(
        "Marks are medians, bars reach from the least to the most of the runs; both axes are"
            + " logarithmic. Less is better.");
    String title = scenario.word() + (table.equals(Case.USUAL_TABLE) ? ", ipv4" : ", " + table);
    return new Chart(title.replace("ipv", "IPv"), List.copyOf(names), rows, List.copyOf(notes));
  }

  /// With one client a full table is the smallest fan-out.
  private List<Point> along(Scenario scenario, String table, Axis axis) {
    Scenario measured =
        scenario == Scenario.FULL_TABLE && axis == Axis.CLIENTS ? Scenario.FAN_OUT : scenario;
    return points.stream()
        .filter(point -> point.axis() == axis)
        .filter(point -> point.outcome().of().scenario() == measured)
        .filter(point -> point.outcome().of().table().equals(table))
        .toList();
  }

  private static Panel panel(Figure figure, Axis axis, List<Point> points) {
    Map<String, List<Outcome>> bySpeaker = new LinkedHashMap<>();
    for (Point point : points) {
      bySpeaker
          .computeIfAbsent(point.outcome().speaker(), _ -> new ArrayList<>())
          .add(point.outcome());
    }
    List<Curve> curves = new ArrayList<>();
    bySpeaker.forEach((name, outcomes) -> curves.add(curve(name, figure, axis, outcomes)));
    String title = points.isEmpty() ? "" : constant(axis, points.getFirst().outcome().of());
    return new Panel(
        title,
        axis == Axis.CLIENTS ? "clients" : "routes",
        yTitle(figure),
        figure == Figure.CPU ? CPU_FLOOR : FLOOR,
        curves);
  }

  private static String yTitle(Figure figure) {
    String title = figure.title();
    int space = title.lastIndexOf(' ');
    return switch (figure) {
      case WALL -> "wall time, s";
      case CPU -> "CPU time of the speaker, s";
      case RESIDENT -> "resident memory, MB";
      case P50 -> "delay of a change, p50, ms";
      case P99 -> "delay of a change, p99, ms";
      default -> title.substring(0, space) + "," + title.substring(space);
    };
  }

  /// What does not change along the axis.
  private static String constant(Axis axis, Case of) {
    boolean sent = of.scenario() == Scenario.SAME_ROUTES;
    String senders = axis == Axis.CLIENTS && sent ? "n" : "" + of.senders();
    String receivers = axis == Axis.CLIENTS && !sent ? "n" : "" + of.receivers();
    String flow = senders + " → " + receivers + (receivers.equals("1") ? " client" : " clients");
    return axis == Axis.ROUTES
        ? flow
        : String.format(Locale.ROOT, "%,d routes, %s", of.routes(), flow);
  }

  private static Curve curve(String name, Figure figure, Axis axis, List<Outcome> outcomes) {
    TreeMap<Integer, List<Double>> values = new TreeMap<>();
    TreeMap<Integer, Double> over = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      int at = axis.at(outcome.of());
      switch (outcome) {
        case Measured measured -> {
          Double value = measured.figures().get(figure);
          if (value != null) {
            values.computeIfAbsent(at, _ -> new ArrayList<>()).add(value);
          }
        }
        case Late late -> {
          if (figure == Figure.WALL) {
            over.put(at, late.seconds());
          }
        }
        case Skipped _, Failed _ -> {} // in the notes
      }
    }
    List<Curve.Dot> dots = new ArrayList<>();
    values.forEach((at, of) -> dots.add(new Curve.Dot(at, Spread.of(of))));
    List<Curve.Over> first =
        over.entrySet().stream()
            .filter(entry -> !values.containsKey(entry.getKey()))
            .limit(1)
            .map(entry -> new Curve.Over(entry.getKey(), entry.getValue()))
            .toList();
    return new Curve(name, dots, first);
  }

  /// Who is missing where, and why: a sentence for all to whom the same happened.
  private static void notes(List<Point> points, Set<String> notes) {
    Map<Missing, List<String>> missing = new LinkedHashMap<>();
    for (Point point : points) {
      Outcome outcome = point.outcome();
      int size = point.axis().at(outcome.of());
      String where = counted(size, point.axis());
      switch (outcome) {
        case Measured _ -> {}
        case Late late ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%s takes over %.0f s at %s (open mark) and is not put through more.",
                    late.speaker(),
                    late.seconds(),
                    where));
        case Skipped skipped ->
            missing
                .computeIfAbsent(
                    new Missing(skipped.speaker(), point.axis(), skipped.why()),
                    _ -> new ArrayList<>())
                .add(String.format(Locale.ROOT, "%,d", size));
        case Failed failed ->
            notes.add(
                failed.speaker()
                    + " failed at "
                    + where
                    + ": "
                    + failed.why().lines().findFirst().orElse("")
                    + ".");
      }
    }
    Map<String, Set<String>> speakers = new LinkedHashMap<>();
    missing.forEach((of, sizes) ->
        speakers
            .computeIfAbsent(
                String.join(" and ", new LinkedHashSet<>(sizes))
                    + " "
                    + of.axis().word()
                    + ": "
                    + of.why(),
                _ -> new LinkedHashSet<>())
            .add(of.speaker()));
    speakers.forEach((where, who) ->
        notes.add(
            String.join(", ", who)
                + (who.size() == 1 ? " is" : " are")
                + " missing at "
                + where
                + "."));
  }

  private record Missing(String speaker, Axis axis, String why) {}

  private static String counted(int size, Axis axis) {
    return axis == Axis.CLIENTS && size == 1
        ? "1 client"
        : String.format(Locale.ROOT, "%,d %s", size, axis.word());
  }
}
