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
/// does at the time falls on all of them.
final class Turns {
  private static final double MEGA = 1e6;

  private final Bed bed;
  private final RunOptions options;
  private final List<Load> loads;
  private final TimeBound bound;
  private final Each each;
  private final List<Outcome> outcomes = new ArrayList<>();

  /// Who did not get through a load: not put through it again.
  private final Map<Load, Set<Speaker>> ended = new HashMap<>();

  /// Hears every outcome when it is there.
  interface Each {
    void outcome(Outcome outcome) throws IOException;
  }

  Turns(Bed bed, RunOptions options, List<Load> loads, TimeBound bound, Each each) {
    this.bed = bed;
    this.options = options;
    this.loads = loads;
    this.bound = bound;
    this.each = each;
  }

  /// @param most no run is begun that would end after it
  List<Outcome> all(Duration most) throws IOException {
    long start = System.nanoTime();
    int done = 0;
    Duration elapsed;
    do {
      done++;
      run(done);
      elapsed = Duration.ofNanos(System.nanoTime() - start);
    } while (!bound.reached() && RunOptions.another(done, options.scenarioRuns(), elapsed, most));
    return outcomes;
  }

  private void run(int run) throws IOException {
    for (Load load : loads) {
      for (Speaker speaker : bed.speakers()) {
        Optional<Load> share = Bed.shareOf(speaker, load);
        if (share.isEmpty()
            || ended.getOrDefault(load, Set.of()).contains(speaker)
            || (run > 1 && bound.reached())) {
          continue;
        }
        List<Outcome> lived =
            bed.live(
                share.orElseThrow(),
                speaker,
                run,
                options.scenarioLimit(),
                bound,
                load.has(Scenario.COME_AND_GO) ? reference(load) : OptionalDouble.empty());
        for (Outcome outcome : lived) {
          if (run > 1 && outcome instanceof Skipped) {
            continue; // there are figures of the first run
          }
          outcomes.add(outcome);
          each.outcome(outcome);
          if (!(outcome instanceof Measured)) {
            ended.computeIfAbsent(load, _ -> new HashSet<>()).add(speaker);
          }
        }
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
