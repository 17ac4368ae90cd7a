package io.munia.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program to run: its words, and nothing that a shell would expand.
public record Command(List<String> words) {
  /// Longest time a command that is waited for may take.
  static final int SECONDS_MAX = 20;

  public Command {
    words = List.copyOf(words);
  }

  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  /// What a command that ended left: its status and what it printed on both streams.
  public record Outcome(int status, String output) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  public Outcome run() {
    return run("");
  }

  /// Runs to the end, with a text as standard input.
  Outcome run(String input) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      }
      String output;
      try (var stdout = process.getInputStream()) {
        Thread.ofVirtual().start(() -> killWhenLate(process));
        output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      }
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", words), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted while running " + this);
    }
  }

  /// Runs to the end; anything but success is a failure of the lab.
  public String must(String input) {
    Outcome outcome = run(input);
    if (!outcome.succeeded()) {
      throw new LabFailure(
          this + " exited with " + outcome.status() + ": " + outcome.output().strip());
    }
    return outcome.output();
  }

  public String must() {
    return must("");
  }

  /// Starts it and leaves it running; both streams go to the log.
  Process start(Path log) {
    try {
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", words), e);
    }
  }

  private static void killWhenLate(Process process) {
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "`" + String.join(" ", words) + "`";
  }
}
