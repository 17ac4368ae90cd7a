package io.munia.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A daemon that was started on a host, and its log.
///
/// @param what `bird on tor1`, for sentences
public record LabProcess(String what, Host host, Process process, Path log) {
  /// Longest time a daemon may take to end on its own.
  private static final Duration STOP_MAX = Duration.ofSeconds(15);

  /// Lines of a log that are shown with a failure.
  private static final int TAIL_LINES_MAX = 15;

  /// Starts a program on a host; its log is appended to when it is started again.
  public static LabProcess start(Host host, String program, Command command) {
    Path log = host.folder().resolve(program + ".log");
    return new LabProcess(program + " on " + host, host, command.start(log), log);
  }

  public boolean running() {
    return process.isAlive();
  }

  /// Asks it to read its configuration anew (SIGHUP).
  void hangUp() {
    host.run("kill", "-HUP", Long.toString(process.pid())).must();
  }

  /// Asks it to end (SIGTERM) and waits for that.
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /// Ends it without a word (SIGKILL).
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// The end of its log, indented.
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES_MAX), lines.size());
      return "  log of "
          + what
          + ":\n"
          + String.join("", last.stream().map(l -> "    " + l + "\n").toList());
    } catch (IOException e) {
      return "  log of " + what + " cannot be read: " + e.getMessage() + "\n";
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new LabFailure(what + " did not end within " + STOP_MAX.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted while waiting for " + what);
    }
  }

  /// Writes a file of a host, configuration as a rule.
  static Path write(Host host, String name, String text) {
    try {
      return Files.writeString(host.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
