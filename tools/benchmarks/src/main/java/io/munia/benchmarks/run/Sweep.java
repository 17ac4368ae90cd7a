package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import io.munia.benchmarks.report.Point;
import io.munia.benchmarks.speakers.Speaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The series, the cheapest of all points first, within a point every speaker: where the time is
/// over before the end, what is missing are the largest sizes. First everybody has one turn with
/// everything; then turns are repeated in the same order.
///
/// Who does not get through one point, or would need half of the machine's memory or much more than
/// the limit for the next of its series, is not put through any with at least as many routes,
/// senders and receivers.
final class Sweep {
  private static final double MEGA = 1e6;

  /// A size that would take so many times the limit is not tried: whether a speaker's time grows
  /// with the product of routes and clients is only a guess.
  private static final double OVER_LIMIT = 1.5;

  private final Bed bed;
  private final RunOptions options;
  private final List<Place> places;
  private final TimeBound bound;
  private final long memoryMax;
  private final Each each;
  private final List<Cut> cuts = new ArrayList<>();
  private final Pace pace = new Pace();

  /// What was measured in this run already: two series meet in some points.
  private final Map<Met, Outcome> met = new HashMap<>();

  private record Met(String speaker, Case of) {}

  /// One size of one series.
  record Place(Axis axis, Load load, Optional<Load> next) {}

  /// Hears every point when it is there.
  interface Each {
    void point(Point point) throws IOException;
  }

  Sweep(Bed bed, RunOptions options, List<Series> series, TimeBound bound, Each each) {
    this.bed = bed;
    this.options = options;
    this.bound = bound;
    this.each = each;
    places = places(series);
    memoryMax = Machine.memoryBytes() / 2;
  }

  static List<Place> places(List<Series> series) {
    List<Place> places = new ArrayList<>();
    for (Series one : series) {
      for (int i = 0; i < one.loads().size(); i++) {
        Optional<Load> next = one.loads().stream().skip(i + 1L).findFirst();
        places.add(new Place(one.axis(), one.loads().get(i), next));
      }
    }
    // Sorting is stable: where two series meet, the one that comes first measures.
    places.sort(Comparator.comparingLong(place -> place.load().deliveries()));
    return places;
  }

  /// One turn of everybody with everything.
  void first() throws IOException {
    for (Place place : places) {
      for (Speaker speaker : bed.speakers()) {
        Optional<Load> share = Bed.shareOf(speaker, place.load());
        if (share.isPresent()) {
          live(1, place, speaker, share.orElseThrow());
        }
      }
    }
  }

  /// Further turns, as many as were asked for, while there is time.
  void further() throws IOException {
    for (int run = 2; run <= options.seriesRuns(); run++) {
      met.clear();
      for (Place place : places) {
        List<Speaker> speakers =
            bed.speakers().stream()
                .filter(speaker -> Bed.shareOf(speaker, place.load()).isPresent())
                .filter(speaker -> Cut.of(cuts, speaker, place.load()).isEmpty())
                .toList();
        if (pace.fits(speakers, place.load(), bound)) {
          for (Speaker speaker : speakers) {
            live(run, place, speaker, Bed.shareOf(speaker, place.load()).orElseThrow());
          }
        }
      }
    }
  }

  private void live(int run, Place place, Speaker speaker, Load load) throws IOException {
    long start = System.nanoTime();
    for (Outcome outcome : outcomes(run, place, speaker, load)) {
      if (run > 1 && outcome instanceof Skipped) {
        continue; // there are figures of the first run
      }
      met.put(new Met(speaker.name(), outcome.of()), outcome);
      each.point(new Point(place.axis(), outcome));
      cut(outcome, speaker, load, place.next()).ifPresent(cuts::add);
    }
    pace.took(speaker, place.load(), Duration.ofNanos(System.nanoTime() - start));
  }

  private List<Outcome> outcomes(int run, Place place, Speaker speaker, Load load) {
    List<Case> cases =
        load.inOrder().stream()
            .map(scenario -> load.of(scenario, bed.tables().name(load.family())))
            .toList();
    List<Outcome> known =
        cases.stream()
            .flatMap(of -> Optional.ofNullable(met.get(new Met(speaker.name(), of))).stream())
            .toList();
    if (known.size() == cases.size()) {
      return known;
    }
    Optional<Cut> cut = Cut.of(cuts, speaker, place.load());
    return cut.isPresent()
        ? bed.skipped(load, speaker, run, cut.orElseThrow().why())
        : bed.live(load, speaker, run, options.seriesLimit(), bound, OptionalDouble.empty());
  }

  /// What a speaker is not put through after this.
  private Optional<Cut> cut(Outcome outcome, Speaker speaker, Load load, Optional<Load> next) {
    return outcome instanceof Measured measured
        ? next.flatMap(larger ->
            tooLarge(measured, load, larger)
                .map(why -> new Cut(speaker.name(), larger, outcome.of().scenario(), why)))
        : Cut.after(outcome, speaker, load);
  }

  /// Why the next size is not tried, going by this one.
  private Optional<String> tooLarge(Measured measured, Load load, Load larger) {
    double growth = (double) larger.deliveries() / load.deliveries();
    double bytes = measured.figures().getOrDefault(Figure.PEAK, 0.0) * MEGA * growth;
    if (bytes > memoryMax) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "going by %s it could take %.0f GB of memory",
              load.size(),
              bytes / 1e9));
    }
    boolean loads = Cut.LOADING.contains(measured.of().scenario());
    double seconds = loads ? measured.figures().getOrDefault(Figure.WALL, 0.0) * growth : 0;
    return seconds > OVER_LIMIT * options.seriesLimit().toSeconds()
        ? Optional.of(
            String.format(Locale.ROOT, "going by %s it could take %.0f s", load.size(), seconds))
        : Optional.empty();
  }
}
