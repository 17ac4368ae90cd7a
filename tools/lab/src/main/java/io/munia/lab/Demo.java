package io.munia.lab;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// The program behind `tools/demo`: a fabric, a story in which every printed fact was checked, and
/// an exit status that says whether all of them held. Runs as process 1 of fresh namespaces.
public final class Demo {
  private Demo() {}

  public static void main(String[] words) throws InterruptedException {
    DemoOptions options = DemoOptions.parse(words);
    Report report =
        new Report(new PrintStream(System.out, true, StandardCharsets.UTF_8), options.style());
    int status = run(options, report);
    if (options.keep()) {
      new LookAround(options, report).print();
      new CountDownLatch(1).await(); // until a signal: the kernel ends the rest with this process
    }
    System.exit(status);
  }

  private static int run(DemoOptions options, Report report) {
    long start = System.nanoTime();
    RunningFabric running = new RunningFabric(options);
    try {
      new Story(running, report).tell();
    } catch (LabFailure | UncheckedIOException e) {
      String reason = String.valueOf(e.getMessage());
      report.line("");
      report.line("FAILED: " + reason);
      running.tails(reason).forEach(report::line);
      return 1;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    report.line("");
    report.line(report.facts() + " facts checked, all hold; " + Report.time(took) + ".");
    return 0;
  }
}
