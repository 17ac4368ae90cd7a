package io.munia.benchmarks.run;

import io.munia.benchmarks.clients.Clients;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.run.Tables.Feed;
import io.munia.benchmarks.speakers.Segment;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.lab.LabFailure;
import io.munia.lab.LabProcess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// One speaker, started cold, through one [Load].
///
/// @param table what the table is called
/// @param segment with as many clients as the load has
/// @param limit for each thing that is waited for
/// @param bound for everything: nothing is waited for beyond it
/// @param reference resident bytes to which a speaker should come back
record Measurement(
    Segment segment,
    Load load,
    String table,
    Feed feed,
    Duration limit,
    TimeBound bound,
    OptionalDouble reference) {
  private static final long STOP_SECONDS_MAX = 5;

  /// How long a process may take to be gone after its sessions.
  private static final long CRASH_SECONDS_MAX = 2;

  /// What a signal adds to its number in the status of a process.
  private static final int SIGNAL = 128;

  private static final int BGP_PORT = 179;

  /// An outcome for each scenario, in their order.
  List<Outcome> of(Speaker speaker, int run) {
    List<Outcome> outcomes = new ArrayList<>();
    segment.sweep();
    try {
      LabProcess process = speaker.start(segment);
      try {
        live(speaker, process, run, outcomes);
      } finally {
        end(process);
      }
    } catch (LabFailure e) {
      outcomes.add(failed(speaker, run, outcomes.size(), String.valueOf(e.getMessage())));
    }
    for (Scenario scenario : load.inOrder().stream().skip(outcomes.size()).toList()) {
      outcomes.add(
          new Outcome.Skipped(
              load.of(scenario, table),
              speaker.title(),
              run,
              "what comes before it did not end well"));
    }
    return outcomes;
  }

  private void live(Speaker speaker, LabProcess process, int run, List<Outcome> outcomes) {
    InetSocketAddress address = new InetSocketAddress(Segment.address(segment.speaker()), BGP_PORT);
    try (Clients clients = new Clients(address, Segment.AS, segment.family(), feed.index())) {
      clients.whileTrue(process::running);
      Life life = new Life(this, clients, process, speaker, run);
      try {
        life.live();
        outcomes.addAll(life.outcomes());
      } catch (LabFailure e) {
        outcomes.addAll(life.outcomes());
        String why =
            ended(process.process())
                + e.getMessage()
                + " ("
                + fewest(clients)
                + ")\n"
                + process.tail();
        outcomes.add(failed(speaker, run, outcomes.size(), why));
      }
    }
  }

  /// That it has ended, and how: a session that breaks is what is noticed first of a crash.
  static String ended(Process process) {
    try {
      if (!process.waitFor(CRASH_SECONDS_MAX, TimeUnit.SECONDS)) {
        return "";
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
    int status = process.exitValue();
    return "the speaker ended, "
        + (status > SIGNAL ? "signal " + (status - SIGNAL) : "status " + status)
        + ": ";
  }

  private Outcome failed(Speaker speaker, int run, int done, String why) {
    Scenario scenario = load.inOrder().get(Math.min(done, load.inOrder().size() - 1));
    return new Outcome.Failed(load.of(scenario, table), speaker.title(), run, why);
  }

  /// How far the receiver got that got least.
  String fewest(Clients clients) {
    int fewest = feed.table().size();
    for (int i = 0; i < load.receivers() && load.senders() + i < clients.count(); i++) {
      fewest = Math.min(fewest, clients.received(load.senders() + i));
    }
    return String.format(
        Locale.ROOT,
        "the receiver with the fewest has %,d of %,d prefixes",
        fewest,
        feed.table().size());
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
}
