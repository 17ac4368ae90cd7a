package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.run.Tables.Feed;
import io.munia.benchmarks.speakers.Floor;
import io.munia.benchmarks.speakers.Segment;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.lab.Checkout;
import io.munia.lab.LabFailure;
import io.munia.net.AddressFamily;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Where measurements are taken: the cable, everybody who is measured, the tables. This program is
/// also the feeder: it lives on from life to life, so that its own code is compiled before anything
/// is measured.
final class Bed {
  private static final Load WARM_UP =
      new Load(Set.of(Scenario.FAN_OUT), AddressFamily.IPV4_UNICAST, 100_000, 1, 20, 0);
  private static final int WARM_UP_RUNS = 3;
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(60);

  private final Checkout checkout;
  private final Segment segment;
  private final Tables tables;
  private final List<Speaker> speakers;
  private final List<String> absent;
  private final PrintStream progress;

  private Bed(
      Checkout checkout,
      Segment segment,
      Tables tables,
      List<Speaker> speakers,
      List<String> absent,
      PrintStream progress) {
    this.checkout = checkout;
    this.segment = segment;
    this.tables = tables;
    this.speakers = List.copyOf(speakers);
    this.absent = List.copyOf(absent);
    this.progress = progress;
  }

  /// @param wanted without the floor, which is always there
  /// @param clients the most that a load has
  /// @throws LabFailure where there can be none
  static Bed make(
      Checkout checkout, List<Speaker> wanted, Tables tables, int clients, PrintStream progress) {
    List<Speaker> speakers = new ArrayList<>(List.of(new Floor()));
    List<String> absent = absent(wanted);
    wanted.stream().filter(speaker -> speaker.missing().isEmpty()).forEach(speakers::add);
    absent.forEach(progress::println);
    Segment segment = Segment.lay(checkout, Math.max(clients, WARM_UP.clients()));
    Bed bed = new Bed(checkout, segment, tables, speakers, absent, progress);
    bed.warmUp();
    return bed;
  }

  /// A sentence for each who cannot be measured here.
  static List<String> absent(List<Speaker> wanted) {
    return wanted.stream()
        .filter(speaker -> speaker.missing().isPresent())
        .map(speaker -> speaker.title() + " is skipped: " + speaker.missing().orElseThrow() + ".")
        .toList();
  }

  private void warmUp() {
    progress.println("warming up the feeder");
    Segment lane = segment.of(WARM_UP.family(), WARM_UP.clients());
    Tables madeUp = new Tables(Map.of(), 1);
    Feed feed = madeUp.feed(WARM_UP, lane);
    Measurement measurement =
        new Measurement(
            lane,
            WARM_UP,
            "warm-up",
            feed,
            WARM_UP_MAX,
            TimeBound.of(WARM_UP_MAX.multipliedBy(2)),
            OptionalDouble.empty());
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      for (Outcome outcome : measurement.of(new Floor(), i)) {
        if (!(outcome instanceof Outcome.Measured)) {
          throw new LabFailure(
              "The feeder does not work even against the floor"
                  + (outcome instanceof Failed failed ? ": " + failed.why() : "."));
        }
      }
    }
  }

  Tables tables() {
    return tables;
  }

  List<Speaker> speakers() {
    return speakers;
  }

  /// What a speaker is put through of a load: the floor has no table to give to who joins late,
  /// nothing to withdraw, and copies one sender.
  static Optional<Load> shareOf(Speaker speaker, Load load) {
    Load lived = speaker instanceof Floor ? load.withoutTable() : load;
    return lived.scenarios().isEmpty() ? Optional.empty() : Optional.of(lived);
  }

  /// Puts a speaker through a load, of which [#shareOf] has been asked.
  List<Outcome> live(
      Load load,
      Speaker speaker,
      int run,
      Duration limit,
      TimeBound bound,
      OptionalDouble reference) {
    String table = tables.name(load.family());
    Optional<String> unfit = tables.unfit(load);
    if (unfit.isPresent() || bound.reached()) {
      return skipped(load, speaker, run, unfit.orElse(TimeBound.OVER));
    }
    progress.printf(
        "run %d: %s: %s%n",
        run, load.of(load.inOrder().getFirst(), table).title(), speaker.title());
    Segment lane = segment.of(load.family(), load.clients());
    Feed feed = tables.feed(load, lane);
    return new Measurement(lane, load, table, feed, limit, bound, reference).of(speaker, run);
  }

  /// What stands for a load that a speaker is not put through.
  List<Outcome> skipped(Load load, Speaker speaker, int run, String why) {
    String table = tables.name(load.family());
    return load.inOrder().stream()
        .<Outcome>map(
            scenario -> new Outcome.Skipped(load.of(scenario, table), speaker.title(), run, why))
        .toList();
  }

  /// Where, what, and who was not there.
  List<String> about(String more) {
    List<String> about = new ArrayList<>();
    about.add(
        "Munia: "
            + Machine.commit(checkout.root())
            + ". Machine: "
            + Machine.describe()
            + "; "
            + Machine.load()
            + " at the start.");
    about.add(
        "Beside it: "
            + String.join(
                ", ",
                speakers.stream()
                    .filter(speaker -> speaker.program().isPresent())
                    .map(Speaker::titleAndVersion)
                    .toList())
            + ". "
            + more);
    about.addAll(absent);
    return about;
  }
}
