package io.munia.benchmarks.run;

import io.munia.benchmarks.clients.Clients;
import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.MarkdownReport;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Cost;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.lab.LabFailure;
import io.munia.lab.LabProcess;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/// What happens between start and end of one process. Each part tells whether the next makes sense:
/// it does not when the limit was reached.
final class Life {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /// After the sessions are up, and before memory is looked at.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /// Between one update and the next.
  private static final Duration PAUSE = Duration.ofMillis(3);

  private static final Duration BACK_MAX = Duration.ofSeconds(MarkdownReport.BACK_SECONDS_MAX);

  /// How often resident memory is looked at while it is waited for.
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final double MEGA = 1e6;
  private static final double NANOS = 1e9;

  private final Measurement of;
  private final Load load;
  private final Clients clients;
  private final LabProcess process;
  private final Speaker speaker;
  private final int run;
  private final List<Outcome> outcomes = new ArrayList<>();
  private double cpuBefore;
  private long feederBefore;

  Life(Measurement of, Clients clients, LabProcess process, Speaker speaker, int run) {
    this.of = of;
    this.load = of.load();
    this.clients = clients;
    this.process = process;
    this.speaker = speaker;
    this.run = run;
  }

  /// What was measured so far, in the order of the scenarios.
  List<Outcome> outcomes() {
    return outcomes;
  }

  void live() {
    int count = load.senders() + load.receivers();
    for (int i = 0; i < count; i++) {
      clients.add(of.segment().client(i));
    }
    if (!start(count)) {
      return;
    }
    clients.idle(SETTLE);
    if (!load() || (load.has(Scenario.ONE_UPDATE) && !oneByOne())) {
      return;
    }
    if (load.has(Scenario.COME_AND_GO)) {
      return;
    }
    boolean joined = !load.has(Scenario.LATE_JOIN) || join();
    if (joined && load.has(Scenario.SESSION_LOST)) {
      lose();
    }
  }

  private boolean start(int count) {
    Duration left = of.bound().left();
    boolean bounded = left.compareTo(START_MAX) < 0;
    if (clients.within(bounded ? left : START_MAX, () -> all(0, count, clients::up)).isPresent()) {
      return true;
    }
    if (!bounded) {
      throw new LabFailure("not within " + START_MAX.toSeconds() + " s: all sessions are up");
    }
    outOfTime(load.inOrder().getFirst());
    return false;
  }

  private boolean load() {
    begin();
    long start = System.nanoTime();
    for (int i = 0; i < load.senders(); i++) {
      clients.give(i, of.feed().bytes().get(i).duplicate());
    }
    OptionalLong end = within(load.inOrder().getFirst(), () -> receiversHold(size()));
    if (end.isEmpty()) {
      return false;
    }
    long nanos = end.orElseThrow() - start;
    if (load.has(Scenario.COME_AND_GO)) {
      return goAgain(nanos);
    }
    // In this order: a life has one of the first two, or the third.
    for (Scenario scenario : List.of(Scenario.FULL_TABLE, Scenario.FAN_OUT, Scenario.SAME_ROUTES)) {
      if (load.has(scenario)) {
        measured(scenario, nanos, Map.of());
      }
    }
    if (outcomes.isEmpty()) {
      clients.idle(SETTLE); // as it is after each measurement
    }
    return true;
  }

  private int size() {
    return of.feed().table().size();
  }

  private boolean oneByOne() {
    begin();
    SplittableRandom random = new SplittableRandom(load.updates());
    byte[] nextHop = of.segment().client(0).getAddress();
    double[] millis = new double[load.updates()];
    long start = System.nanoTime();
    for (int i = 0; i < millis.length; i++) {
      int prefix = random.nextInt(load.routes());
      for (int r = 0; r < load.receivers(); r++) {
        clients.listenFor(load.senders() + r, prefix);
      }
      ByteBuffer change = EncodedTable.change(of.feed().table(), prefix, nextHop, 1000 + i);
      long sent = System.nanoTime();
      clients.give(0, change);
      OptionalLong heard = within(Scenario.ONE_UPDATE, this::allHeard);
      if (heard.isEmpty()) {
        return false;
      }
      millis[i] = (heard.orElseThrow() - sent) / MEGA;
      clients.idle(PAUSE);
    }
    long wall = System.nanoTime() - start;
    Arrays.sort(millis);
    measured(
        Scenario.ONE_UPDATE,
        wall,
        Map.of(
            Figure.P50, millis[millis.length / 2], Figure.P99, millis[millis.length * 99 / 100]));
    return true;
  }

  private boolean allHeard() {
    return all(load.senders(), load.senders() + load.receivers(), clients::heard);
  }

  private boolean join() {
    begin();
    long start = System.nanoTime();
    int joiner = clients.add(of.segment().client(load.senders() + load.receivers()));
    OptionalLong end = within(Scenario.LATE_JOIN, () -> clients.received(joiner) == size());
    end.ifPresent(at -> measured(Scenario.LATE_JOIN, at - start, Map.of()));
    return end.isPresent();
  }

  private void lose() {
    begin();
    long start = System.nanoTime();
    clients.drop(0);
    within(Scenario.SESSION_LOST, () -> receiversHold(0))
        .ifPresent(at -> measured(Scenario.SESSION_LOST, at - start, Map.of()));
  }

  /// All tables are there: they go again, and memory is watched until it is back or a minute is
  /// over.
  private boolean goAgain(long nanos) {
    clients.idle(SETTLE);
    double loaded = cost().resident();
    for (int i = 0; i < load.senders(); i++) {
      clients.drop(i);
    }
    OptionalLong gone = within(Scenario.COME_AND_GO, () -> receiversHold(0));
    if (gone.isEmpty()) {
      return false;
    }
    double target = of.reference().orElse(0);
    Duration left = of.bound().left();
    boolean bounded = left.compareTo(BACK_MAX) < 0;
    OptionalLong back =
        clients.within(
            bounded ? left : BACK_MAX,
            () -> {
              clients.idle(LOOK);
              return cost().resident() <= target;
            });
    if (bounded && back.isEmpty()) {
      outOfTime(Scenario.COME_AND_GO);
      return false;
    }
    double after = cost().resident();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.WALL, nanos / NANOS);
    figures.put(Figure.LOADED, loaded / MEGA);
    figures.put(Figure.AFTER, after / MEGA);
    if (target > 0) {
      figures.put(Figure.AGAINST, after / target);
      back.ifPresent(at -> figures.put(Figure.BACK, (at - gone.orElseThrow()) / NANOS));
    }
    outcomes.add(new Outcome.Measured(of(Scenario.COME_AND_GO), speaker.title(), run, figures));
    return true;
  }

  private boolean receiversHold(int prefixes) {
    return all(
        load.senders(),
        load.senders() + load.receivers(),
        client -> clients.received(client) == prefixes);
  }

  /// Waits; where the limit is reached first, that is the outcome.
  private OptionalLong within(Scenario scenario, BooleanSupplier condition) {
    Duration left = of.bound().left();
    boolean bounded = left.compareTo(of.limit()) < 0;
    OptionalLong at = clients.within(bounded ? left : of.limit(), condition);
    if (at.isEmpty() && bounded) {
      outOfTime(scenario);
    } else if (at.isEmpty()) {
      outcomes.add(
          new Outcome.Late(
              of(scenario),
              speaker.title(),
              run,
              of.limit().toMillis() / 1000.0,
              of.fewest(clients)));
    }
    return at;
  }

  private void outOfTime(Scenario scenario) {
    outcomes.add(new Outcome.Skipped(of(scenario), speaker.title(), run, TimeBound.OVER));
  }

  private Case of(Scenario scenario) {
    return load.of(scenario, of.table());
  }

  private Cost cost() {
    return Cost.of(process.process().toHandle());
  }

  private void begin() {
    cpuBefore = cost().cpuSeconds();
    feederBefore = feederNanos();
  }

  private void measured(Scenario scenario, long nanos, Map<Figure, Double> more) {
    double feeder = feederNanos() - feederBefore;
    double cpu = cost().cpuSeconds() - cpuBefore;
    clients.idle(SETTLE);
    Cost after = cost();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    if (more.isEmpty()) {
      figures.put(Figure.WALL, nanos / NANOS);
    }
    figures.putAll(more);
    figures.put(Figure.CPU, cpu);
    figures.put(Figure.RESIDENT, after.resident() / MEGA);
    figures.put(Figure.PEAK, after.peak() / MEGA);
    figures.put(Figure.FEEDER, 100 * feeder / nanos);
    outcomes.add(new Outcome.Measured(of(scenario), speaker.title(), run, figures));
  }

  private static long feederNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static boolean all(int from, int to, IntPredicate holds) {
    for (int i = from; i < to; i++) {
      if (!holds.test(i)) {
        return false;
      }
    }
    return true;
  }
}
