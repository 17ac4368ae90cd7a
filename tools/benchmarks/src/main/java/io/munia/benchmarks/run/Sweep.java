package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import io.munia.benchmarks.report.Point;
import io.munia.benchmarks.speakers.Speaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The series: run by run every one, within it size by size every speaker. Who does not get through
/// one size, or would need half of the machine's memory for the next, is not put through larger
/// ones.
final class Sweep {
  private static final double MEGA = 1e6;

  private final Bed bed;
  private final RunOptions options;
  private final List<Series> series;
  private final TimeBound bound;
  private final long memoryMax;
  private final Each each;
  private final List<Point> points = new ArrayList<>();

  /// By series and speaker, why it takes no part any more.
  private final Map<String, String> cut = new HashMap<>();

  /// Hears every point when it is there.
  interface Each {
    void point(Point point) throws IOException;
  }

  Sweep(Bed bed, RunOptions options, List<Series> series, TimeBound bound, Each each) {
    this.bed = bed;
    this.options = options;
    this.series = series;
    this.bound = bound;
    this.each = each;
    memoryMax = Machine.memoryBytes() / 2;
  }

  List<Point> all() throws IOException {
    long start = System.nanoTime();
    Duration most = bound.left();
    int done = 0;
    Duration elapsed;
    do {
      done++;
      for (int i = 0; i < series.size(); i++) {
        run(done, i);
      }
      elapsed = Duration.ofNanos(System.nanoTime() - start);
    } while (!bound.reached() && RunOptions.another(done, options.seriesRuns(), elapsed, most));
    return points;
  }

  private void run(int run, int index) throws IOException {
    Series one = series.get(index);
    for (int i = 0; i < one.loads().size(); i++) {
      Optional<Load> next =
          i + 1 < one.loads().size() ? Optional.of(one.loads().get(i + 1)) : Optional.empty();
      for (Speaker speaker : bed.speakers()) {
        Optional<Load> share = Bed.shareOf(speaker, one.loads().get(i));
        if (share.isPresent()) {
          size(run, index, speaker, share.orElseThrow(), next);
        }
      }
    }
  }

  private void size(int run, int index, Speaker speaker, Load load, Optional<Load> next)
      throws IOException {
    String key = index + " " + speaker.name();
    String why = cut.get(key);
    if (run > 1 && (why != null || bound.reached())) {
      return; // said in the first run
    }
    List<Outcome> outcomes =
        why == null
            ? bed.live(load, speaker, run, options.seriesLimit(), bound, OptionalDouble.empty())
            : load.inOrder().stream()
                .<Outcome>map(scenario ->
                    new Skipped(
                        load.of(scenario, bed.tables().name(load.family())),
                        speaker.title(),
                        run,
                        why))
                .toList();
    for (Outcome outcome : outcomes) {
      if (run > 1 && outcome instanceof Skipped) {
        continue;
      }
      Point point = new Point(series.get(index).axis(), outcome);
      points.add(point);
      each.point(point);
      reason(outcome, load, next).ifPresent(reason -> cut.putIfAbsent(key, reason));
    }
  }

  /// Why a speaker is not put through larger sizes after this.
  private Optional<String> reason(Outcome outcome, Load load, Optional<Load> next) {
    return switch (outcome) {
      case Skipped _ -> Optional.empty();
      case Failed _ -> Optional.of("it failed at " + size(load));
      case Late late ->
          Optional.of(
              String.format(Locale.ROOT, "it takes over %.0f s at %s", late.seconds(), size(load)));
      case Measured measured -> {
        double growth =
            next.map(larger ->
                    (double) larger.paths() / load.paths() * larger.receivers() / load.receivers())
                .orElse(0.0);
        double bytes = measured.figures().getOrDefault(Figure.PEAK, 0.0) * MEGA * growth;
        yield bytes > memoryMax
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "going by %s it could take %.0f GB of memory",
                    size(load),
                    bytes / 1e9))
            : Optional.empty();
      }
    };
  }

  private static String size(Load load) {
    return String.format(
        Locale.ROOT, "%,d routes, %d → %d", load.routes(), load.senders(), load.receivers());
  }
}
