package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The scenarios: run by run every load, within it every speaker, so that what else the machine
/// does at the time falls on all of them. First everybody has one turn with everything; then turns
/// are repeated, and a turn is only begun where the time is enough for all who have it.
final class Turns {
  private static final double MEGA = 1e6;

  /// A life that takes longer is repeated last.
  private static final Duration SLOW = Duration.ofSeconds(35);

  private final Bed bed;
  private final RunOptions options;
  private final List<Load> loads;
  private final Each each;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Pace pace = new Pace();
  private final List<Cut> cuts = new ArrayList<>();

  /// Who did not get through a load: not put through it again.
  private final Map<Load, Set<Speaker>> ended = new HashMap<>();

  /// Who took long for a load in the first turn.
  private final Map<Load, Set<Speaker>> slowWith = new HashMap<>();

  /// Hears every outcome when it is there.
  interface Each {
    void outcome(Outcome outcome) throws IOException;
  }

  Turns(Bed bed, RunOptions options, List<Load> loads, Each each) {
    this.bed = bed;
    this.options = options;
    this.loads = loads;
    this.each = each;
  }

  /// One turn of everybody with everything.
  void first(TimeBound within) throws IOException {
    for (Load load : loads) {
      for (Speaker speaker : bed.speakers()) {
        live(1, load, speaker, within);
      }
    }
  }

  /// Further turns, as many as were asked for, while there is time: of those who do not take long
  /// for a load.
  void further(TimeBound within) throws IOException {
    further(within, false);
  }

  /// The same for those who do: a few that are slow must not cost all others their repetitions.
  void furtherSlow(TimeBound within) throws IOException {
    further(within, true);
  }

  private void further(TimeBound within, boolean slow) throws IOException {
    for (int run = 2; run <= options.scenarioRuns(); run++) {
      for (Load load : loads) {
        List<Speaker> speakers =
            bed.speakers().stream()
                .filter(speaker -> Bed.shareOf(speaker, load).isPresent())
                .filter(speaker -> !ended.getOrDefault(load, Set.of()).contains(speaker))
                .filter(speaker -> slow == slowWith.getOrDefault(load, Set.of()).contains(speaker))
                .toList();
        if (pace.fits(speakers, load, within)) {
          for (Speaker speaker : speakers) {
            live(run, load, speaker, within);
          }
        }
      }
    }
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  private void live(int run, Load load, Speaker speaker, TimeBound within) throws IOException {
    Optional<Load> share = Bed.shareOf(speaker, load);
    if (share.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    Optional<Cut> cut = Cut.of(cuts, speaker, load);
    List<Outcome> lived =
        cut.isPresent()
            ? bed.skipped(share.orElseThrow(), speaker, run, cut.orElseThrow().why())
            : bed.live(
                share.orElseThrow(),
                speaker,
                run,
                options.scenarioLimit(),
                within,
                load.has(Scenario.COME_AND_GO) ? reference(load) : OptionalDouble.empty());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    pace.took(speaker, load, time);
    if (run == 1 && time.compareTo(SLOW) > 0) {
      slowWith.computeIfAbsent(load, _ -> new HashSet<>()).add(speaker);
    }
    for (Outcome outcome : lived) {
      if (run > 1 && outcome instanceof Skipped) {
        continue; // there are figures of the first run
      }
      outcomes.add(outcome);
      each.outcome(outcome);
      if (!(outcome instanceof Measured)) {
        ended.computeIfAbsent(load, _ -> new HashSet<>()).add(speaker);
        Cut.after(outcome, speaker, load).ifPresent(cuts::add);
      }
    }
  }

  /// The median of BIRD's resident bytes with one such table.
  private OptionalDouble reference(Load load) {
    String bird = "BIRD 2";
    Case table =
        new Load(Set.of(Scenario.FULL_TABLE), load.family(), load.routes(), 1, 1, 0)
            .of(Scenario.FULL_TABLE, bed.tables().name(load.family()));
    double[] resident =
        outcomes.stream()
            .filter(outcome -> outcome.speaker().equals(bird) && outcome.of().equals(table))
            .filter(Measured.class::isInstance)
            .mapToDouble(
                outcome -> ((Measured) outcome).figures().getOrDefault(Figure.RESIDENT, 0.0))
            .sorted()
            .toArray();
    return resident.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(resident[resident.length / 2] * MEGA);
  }
}
