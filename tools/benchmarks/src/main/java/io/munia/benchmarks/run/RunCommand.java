package io.munia.benchmarks.run;

import io.munia.benchmarks.report.JsonLine;
import io.munia.benchmarks.report.MarkdownReport;
import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.run.Measurement.Feed;
import io.munia.benchmarks.speakers.Floor;
import io.munia.benchmarks.speakers.Segment;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.lab.Checkout;
import io.munia.lab.LabFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/// `run`: turn by turn every load, within it every speaker. This program is also the feeder: it
/// lives on from run to run, so that its own code is compiled before anything is measured.
public final class RunCommand {
  private static final Load WARM_UP = new Load(Set.of(Scenario.FAN_OUT), 100_000, 1, 20, 0);
  private static final int WARM_UP_RUNS = 3;
  private static final String LINES = "runs.jsonl";

  private final PrintStream out;
  private final PrintStream progress;
  private final RunOptions options;
  private final Checkout checkout;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Map<Load, Feed> feeds = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private int runs;

  /// @throws IllegalArgumentException with a sentence, where the words are wrong
  public RunCommand(ParseResult words, Path checkout, PrintStream out, PrintStream progress) {
    options = RunSpec.options(words);
    this.checkout = new Checkout(checkout);
    this.out = out;
    this.progress = progress;
  }

  /// @return 0, or 1 where a run failed
  /// @throws IOException where the lines cannot be written
  public int run() throws IOException {
    Optional<Path> lines = prepareLines();
    List<Speaker> speakers = new ArrayList<>(List.of(new Floor()));
    for (Speaker speaker : options.speakers()) {
      Optional<String> missing = speaker.missing();
      missing.ifPresent(why -> out.println(speaker.title() + " is skipped: " + why + "."));
      if (missing.isEmpty()) {
        speakers.add(speaker);
      }
    }
    try {
      int most = options.loads().stream().mapToInt(Load::clients).max().orElse(0);
      Segment segment = Segment.lay(checkout, Math.max(most, WARM_UP.clients()));
      long start = System.nanoTime();
      warmUp(segment);
      do {
        runs++;
        turn(runs, segment, speakers, lines);
      } while (options.another(runs, Duration.ofNanos(System.nanoTime() - start)));
    } catch (LabFailure e) {
      out.println(e.getMessage());
      return 1;
    }
    out.println(conditions());
    out.println();
    out.print(new MarkdownReport("Munia", new Floor().title(), outcomes).text());
    return outcomes.stream().anyMatch(Failed.class::isInstance) ? 1 : 0;
  }

  private String conditions() {
    return String.format(
        Locale.ROOT,
        "%d CPUs, %s %s, Java %s; seed %d; runs in turns: %d; median (least–most).",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version(),
        options.seed(),
        runs);
  }

  private Optional<Path> prepareLines() throws IOException {
    if (options.out().isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(options.out().orElseThrow());
    return Optional.of(Files.writeString(folder.resolve(LINES), ""));
  }

  private void warmUp(Segment segment) {
    progress.println("warming up the feeder");
    Feed feed = Feed.of(WARM_UP, segment, options.seed());
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      for (Outcome outcome :
          new Measurement(segment, WARM_UP, feed, options.limit()).of(new Floor(), i)) {
        if (outcome instanceof Failed failed) {
          throw new LabFailure("The feeder does not work even against the floor: " + failed.why());
        }
      }
    }
  }

  /// Everybody through everything, once; who failed at something is not put through it again.
  private void turn(int run, Segment segment, List<Speaker> speakers, Optional<Path> lines)
      throws IOException {
    for (Load load : options.loads()) {
      Feed feed = feeds.computeIfAbsent(load, of -> Feed.of(of, segment, options.seed()));
      for (Speaker speaker : speakers) {
        if (failed.contains(load.title(first(load)) + speaker.name())
            || (speaker instanceof Floor && !floorKnows(load))) {
          continue;
        }
        Load lived = speaker instanceof Floor ? withoutTable(load) : load;
        progress.printf("run %d: %s: %s%n", run, load.title(first(load)), speaker.title());
        for (Outcome outcome :
            new Measurement(segment, lived, feed, options.limit()).of(speaker, run)) {
          outcomes.add(outcome);
          write(lines, outcome);
          if (outcome instanceof Failed) {
            failed.add(load.title(first(load)) + speaker.name());
          }
        }
      }
    }
  }

  private static Scenario first(Load load) {
    return load.scenarios().stream().sorted().findFirst().orElseThrow();
  }

  /// The floor has no table to give to who joins late, nothing to withdraw, and copies one sender.
  private static boolean floorKnows(Load load) {
    return load.has(Scenario.FULL_TABLE)
        || load.has(Scenario.FAN_OUT)
        || load.has(Scenario.ONE_UPDATE);
  }

  private static Load withoutTable(Load load) {
    Set<Scenario> kept = new HashSet<>(load.scenarios());
    kept.remove(Scenario.LATE_JOIN);
    kept.remove(Scenario.SESSION_LOST);
    return new Load(kept, load.routes(), load.senders(), load.receivers(), load.updates());
  }

  private static void write(Optional<Path> lines, Outcome outcome) throws IOException {
    if (lines.isPresent()) {
      Files.writeString(
          lines.orElseThrow(), JsonLine.of(outcome) + "\n", StandardOpenOption.APPEND);
    }
  }
}
