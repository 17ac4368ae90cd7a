package io.munia.benchmarks.run;

import io.munia.benchmarks.clients.Clients;
import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.benchmarks.load.PrefixIndex;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.speakers.Cost;
import io.munia.benchmarks.speakers.Segment;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.lab.LabFailure;
import io.munia.lab.LabProcess;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// One speaker, started cold, through one [Load].
final class Measurement {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /// After the sessions are up, and before memory is looked at.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /// Between one update and the next.
  private static final Duration PAUSE = Duration.ofMillis(3);

  private static final long STOP_SECONDS_MAX = 5;
  private static final int BGP_PORT = 179;
  private static final double MEGA = 1e6;

  private final Segment segment;
  private final Load load;
  private final Feed feed;
  private final Duration limit;

  /// What is sent: the same bytes to every speaker.
  record Feed(GeneratedTable table, PrefixIndex index, List<ByteBuffer> bytes) {
    static Feed of(Load load, Segment segment, long seed) {
      GeneratedTable table = GeneratedTable.of(load.routes(), load.senders(), seed);
      List<ByteBuffer> bytes = new ArrayList<>();
      for (int i = 0; i < load.senders(); i++) {
        bytes.add(EncodedTable.encode(table, nextHop(segment, i), i));
      }
      return new Feed(table, new PrefixIndex(table), bytes);
    }
  }

  /// @param limit for each thing that is waited for
  Measurement(Segment segment, Load load, Feed feed, Duration limit) {
    this.segment = segment;
    this.load = load;
    this.feed = feed;
    this.limit = limit;
  }

  private static int nextHop(Segment segment, int client) {
    return ByteBuffer.wrap(segment.clients().get(client).getAddress()).getInt();
  }

  /// Outcomes in the order of the scenarios; the first failure is the last of them.
  List<Outcome> of(Speaker speaker, int run) {
    List<Outcome> outcomes = new ArrayList<>();
    segment.sweep();
    LabProcess process = speaker.start(segment.first(load.clients()));
    InetSocketAddress address = new InetSocketAddress(Segment.address(Segment.SPEAKER), BGP_PORT);
    try (Clients clients = new Clients(address, Segment.AS, feed.index())) {
      clients.whileTrue(process::running);
      try {
        new Life(clients, process, speaker, run, outcomes).live();
      } catch (LabFailure e) {
        String scenario = load.title(next(outcomes.size()));
        String why = e.getMessage() + fewest(clients) + "\n" + process.tail();
        outcomes.add(new Outcome.Failed(scenario, speaker.title(), run, why));
      }
    } finally {
      end(process);
    }
    return outcomes;
  }

  /// How far the receiver got that got least.
  private String fewest(Clients clients) {
    int fewest = feed.table().size();
    for (int i = 0; i < load.receivers() && load.senders() + i < clients.count(); i++) {
      fewest = Math.min(fewest, clients.received(load.senders() + i));
    }
    return String.format(
        Locale.ROOT,
        " (the receiver with the fewest has %,d of %,d prefixes)",
        fewest,
        feed.table().size());
  }

  private Scenario next(int measured) {
    return load.scenarios().stream().sorted().toList().get(measured);
  }

  private static void end(LabProcess process) {
    List<ProcessHandle> children = process.process().descendants().toList();
    process.process().destroy();
    try {
      process.process().waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    process.kill();
  }

  /// What happens between start and end of one process.
  private final class Life {
    private final Clients clients;
    private final LabProcess process;
    private final Speaker speaker;
    private final int run;
    private final List<Outcome> outcomes;
    private Cost before = new Cost(0, 0, 0);
    private long feederBefore;

    Life(Clients clients, LabProcess process, Speaker speaker, int run, List<Outcome> outcomes) {
      this.clients = clients;
      this.process = process;
      this.speaker = speaker;
      this.run = run;
      this.outcomes = outcomes;
    }

    void live() {
      int count = load.senders() + load.receivers();
      for (int i = 0; i < count; i++) {
        clients.add(segment.clients().get(i));
      }
      clients.await("all sessions are up", START_MAX, () -> all(0, count, clients::up));
      clients.idle(SETTLE);
      load();
      if (load.has(Scenario.ONE_UPDATE)) {
        oneByOne();
      }
      if (load.has(Scenario.LATE_JOIN)) {
        join();
      }
      if (load.has(Scenario.SESSION_LOST)) {
        lose();
      }
    }

    private void load() {
      begin();
      long start = System.nanoTime();
      for (int i = 0; i < load.senders(); i++) {
        clients.give(i, feed.bytes().get(i).duplicate());
      }
      long end =
          clients.await(
              "every receiver has every prefix", limit, () -> receiversHold(feed.table().size()));
      for (Scenario scenario :
          List.of(Scenario.FULL_TABLE, Scenario.FAN_OUT, Scenario.SAME_ROUTES)) {
        if (load.has(scenario)) {
          measured(scenario, end - start, Map.of());
        }
      }
    }

    private void oneByOne() {
      clients.idle(SETTLE);
      begin();
      SplittableRandom random = new SplittableRandom(load.updates());
      double[] millis = new double[load.updates()];
      long start = System.nanoTime();
      for (int i = 0; i < millis.length; i++) {
        int prefix = random.nextInt(load.routes());
        for (int r = 0; r < load.receivers(); r++) {
          clients.listenFor(load.senders() + r, prefix);
        }
        ByteBuffer change =
            EncodedTable.change(feed.table(), prefix, nextHop(segment, 0), 1000 + i);
        long sent = System.nanoTime();
        clients.give(0, change);
        long heard = clients.await("every receiver has one change", limit, this::allHeard);
        millis[i] = (heard - sent) / MEGA;
        clients.idle(PAUSE);
      }
      long wall = System.nanoTime() - start;
      java.util.Arrays.sort(millis);
      measured(
          Scenario.ONE_UPDATE,
          wall,
          Map.of(
              Figure.P50, millis[millis.length / 2], Figure.P99, millis[millis.length * 99 / 100]));
    }

    private boolean allHeard() {
      return all(load.senders(), load.senders() + load.receivers(), clients::heard);
    }

    private void join() {
      clients.idle(SETTLE);
      begin();
      long start = System.nanoTime();
      int joiner = clients.add(segment.clients().get(load.senders() + load.receivers()));
      long end =
          clients.await(
              "the client that joins has every prefix",
              limit,
              () -> clients.received(joiner) == feed.table().size());
      measured(Scenario.LATE_JOIN, end - start, Map.of());
    }

    private void lose() {
      clients.idle(SETTLE);
      begin();
      long start = System.nanoTime();
      clients.drop(0);
      long end =
          clients.await(
              "every prefix is withdrawn at every receiver", limit, () -> receiversHold(0));
      measured(Scenario.SESSION_LOST, end - start, Map.of());
    }

    private boolean receiversHold(int prefixes) {
      return all(
          load.senders(),
          load.senders() + load.receivers(),
          client -> clients.received(client) == prefixes);
    }

    private void begin() {
      before = Cost.of(process.process().toHandle());
      feederBefore = feederNanos();
    }

    private void measured(Scenario scenario, long nanos, Map<Figure, Double> more) {
      double feeder = feederNanos() - feederBefore;
      double cpu = Cost.of(process.process().toHandle()).cpuSeconds() - before.cpuSeconds();
      clients.idle(SETTLE);
      Cost after = Cost.of(process.process().toHandle());
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      if (more.isEmpty()) {
        figures.put(Figure.WALL, nanos / 1e9);
      }
      figures.putAll(more);
      figures.put(Figure.CPU, cpu);
      figures.put(Figure.RESIDENT, after.resident() / MEGA);
      figures.put(Figure.PEAK, after.peak() / MEGA);
      figures.put(Figure.FEEDER, 100 * feeder / nanos);
      outcomes.add(new Outcome.Measured(load.title(scenario), speaker.title(), run, figures));
    }
  }

  private static long feederNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static boolean all(int from, int to, java.util.function.IntPredicate holds) {
    for (int i = from; i < to; i++) {
      if (!holds.test(i)) {
        return false;
      }
    }
    return true;
  }
}
