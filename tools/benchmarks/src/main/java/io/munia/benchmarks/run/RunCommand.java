package io.munia.benchmarks.run;

import io.munia.benchmarks.load.RecordedRoutes;
import io.munia.benchmarks.report.JsonLine;
import io.munia.benchmarks.report.MarkdownReport;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Point;
import io.munia.benchmarks.report.ResultsFile;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Floor;
import io.munia.benchmarks.speakers.Segment;
import io.munia.lab.Checkout;
import io.munia.lab.LabFailure;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/// `run`, `sweep` and `all`: what measures. Figures go to `out`, what is being done to `progress`.
public final class RunCommand {
  /// Of everything, the share that the first turn of the scenarios may take.
  private static final double SCENARIOS_SHARE = 0.6;

  private final PrintStream out;
  private final PrintStream progress;
  private final RunOptions options;
  private final Checkout checkout;
  private final long start = System.nanoTime();
  private boolean failed;

  /// @throws IllegalArgumentException with a sentence, where the words are wrong
  public RunCommand(ParseResult words, Path checkout, PrintStream out, PrintStream progress) {
    options = RunSpec.options(words);
    this.checkout = new Checkout(checkout);
    this.out = out;
    this.progress = progress;
  }

  /// What would have to be installed for these words, one package a line.
  public int packages() {
    options.speakers().stream().flatMap(s -> s.toInstall().stream()).forEach(out::println);
    return 0;
  }

  /// `run`.
  ///
  /// @return 0, or 1 where a run failed
  /// @throws IOException where results cannot be written
  public int run() throws IOException {
    return guarded(() -> {
      Tables tables = tables();
      List<Load> loads = loads(tables);
      TimeBound bound = TimeBound.of(options.scenarioMax());
      Bed bed = bed(tables, most(loads.stream().map(Load::clients)));
      if (options.quick() && !options.scenarios().contains(Scenario.COME_AND_GO)) {
        progress.println(
            "come-and-go is left out with --quick; --scenario come-and-go asks for it");
      }
      List<String> about = bed.about(measured());
      Optional<Path> folder = options.out();
      Turns turns = turns(bed, loads, about, folder);
      turns.first(bound);
      turns.further(bound);
      turns.furtherSlow(bound);
      about.forEach(out::println);
      out.println();
      out.print(new MarkdownReport("Munia", new Floor().title(), turns.outcomes()).text());
      if (folder.isPresent()) {
        new Page(folder.orElseThrow()).write(progress);
      }
    });
  }

  /// `sweep`.
  ///
  /// @return 0, or 1 where a run failed
  /// @throws IOException where results cannot be written
  public int sweep() throws IOException {
    return guarded(() -> {
      Tables tables = tables();
      List<Series> series = series(tables);
      TimeBound bound = TimeBound.of(options.seriesMax());
      Bed bed = bed(tables, most(series.stream().map(Series::clients)));
      Path folder = options.out().orElse(results());
      Sweep sweep = sweep(bed, series, bound, bed.about(measured()), folder);
      sweep.first();
      sweep.further();
      new Page(folder).write(progress);
      progress.println(took());
    });
  }

  /// `all`: one turn of everything before anything is repeated, so that no table and no plot has a
  /// gap where the time is over.
  ///
  /// @return 0, or 1 where a run failed
  /// @throws IOException where results cannot be written
  public int all() throws IOException {
    return guarded(() -> {
      progress.printf(
          "All scenarios and series with everybody take an hour or more; the bound is %d minutes."
              + " tools/bench --quick takes under five; --help says what else there is.%n",
          options.allMax().toMinutes());
      TimeBound bound = TimeBound.of(options.allMax());
      Tables tables = tables();
      List<Load> loads = loads(tables);
      List<Series> series = series(tables);
      Bed bed =
          bed(
              tables,
              most(
                  Stream.concat(
                      loads.stream().map(Load::clients), series.stream().map(Series::clients))));
      List<String> about = bed.about(measured());
      Path folder = options.out().orElse(results());
      Turns turns = turns(bed, loads, about, Optional.of(folder));
      Sweep sweep = sweep(bed, series, bound, about, folder);
      turns.first(bound.part(SCENARIOS_SHARE));
      sweep.first();
      turns.further(bound);
      sweep.further();
      turns.furtherSlow(bound);
      new Page(folder).write(progress);
      progress.println(took());
    });
  }

  private interface Work {
    void go() throws IOException;
  }

  private int guarded(Work work) throws IOException {
    try {
      work.go();
      return failed ? 1 : 0;
    } catch (LabFailure e) {
      progress.println(e.getMessage());
      return 1;
    }
  }

  private Path results() {
    return checkout.root().resolve("tools/benchmarks/results");
  }

  private String took() {
    return "It took "
        + Duration.ofNanos(System.nanoTime() - start).plusSeconds(30).toMinutes()
        + " minutes.";
  }

  private String measured() {
    return "Seed "
        + options.seed()
        + "; speakers take turns within a run; median (least–most) of the runs.";
  }

  private Bed bed(Tables tables, int clients) {
    return Bed.make(checkout, options.speakers(), tables, clients, progress);
  }

  private static int most(Stream<Integer> counts) {
    return counts.max(Integer::compare).orElse(0);
  }

  private Tables tables() throws IOException {
    Map<AddressFamily, RecordedRoutes> recorded = new LinkedHashMap<>();
    if (options.table().isPresent()) {
      Path file = options.table().orElseThrow();
      for (AddressFamily family : options.families()) {
        recorded.put(family, RecordedRoutes.of(file, family, Segment.AS));
      }
      if (options.families().isEmpty()) {
        RecordedRoutes found = RecordedRoutes.ofEither(file, Segment.AS);
        recorded.put(found.family(), found);
      }
      recorded.values().forEach(routes -> progress.println(routes.summary()));
    }
    return new Tables(recorded, options.seed());
  }

  private List<AddressFamily> families(Tables tables) {
    if (!options.families().isEmpty()) {
      return options.families();
    }
    List<AddressFamily> recorded = tables.families();
    return recorded.isEmpty() ? List.of(AddressFamily.IPV4_UNICAST) : recorded;
  }

  private List<Load> loads(Tables tables) {
    return options.loads(families(tables)).stream().map(tables::fitted).distinct().toList();
  }

  private List<Series> series(Tables tables) {
    List<Series> series = new ArrayList<>();
    for (AddressFamily family : families(tables)) {
      Series.all(options.scenarios(), family, options.seriesClients(), options.seriesRoutes())
          .forEach(one -> series.add(one.fitted(tables)));
    }
    return series;
  }

  private Turns turns(Bed bed, List<Load> loads, List<String> about, Optional<Path> folder)
      throws IOException {
    Optional<Path> file = folder.map(in -> in.resolve(ResultsFile.RUNS));
    if (file.isPresent()) {
      ResultsFile.begin(file.orElseThrow(), about);
    }
    return new Turns(
        bed,
        options,
        loads,
        outcome -> {
          failed |= outcome instanceof Failed;
          if (file.isPresent()) {
            ResultsFile.append(file.orElseThrow(), JsonLine.of(outcome));
          }
        });
  }

  private Sweep sweep(
      Bed bed, List<Series> series, TimeBound bound, List<String> about, Path folder)
      throws IOException {
    Path file = folder.resolve(ResultsFile.POINTS);
    ResultsFile.begin(file, about);
    return new Sweep(
        bed,
        options,
        series,
        bound,
        (Point point) -> {
          failed |= point.outcome() instanceof Failed;
          ResultsFile.append(file, JsonLine.of(point));
        });
  }
}
