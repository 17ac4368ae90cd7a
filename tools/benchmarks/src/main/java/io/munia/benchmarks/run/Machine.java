package io.munia.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What it is measured on, in sentences.
final class Machine {
  private static final double GIBI = 1 << 30;

  private Machine() {}

  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d × %s, %.0f GiB, %s %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        memoryBytes() / GIBI,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
  }

  /// How much else is going on.
  static String load() {
    return String.format(
        Locale.ROOT,
        "load average %.1f",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  static long memoryBytes() {
    String digits = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return digits.isEmpty() ? Long.MAX_VALUE : Long.parseLong(digits) * 1024;
  }

  private static String field(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("?");
    } catch (IOException _) {
      return "?";
    }
  }

  /// The commit of a checkout, and whether something was changed since.
  static String commit(Path checkout) {
    String commit = git(checkout, "rev-parse", "--short=10", "HEAD");
    if (commit.isEmpty()) {
      return "of no commit";
    }
    boolean changed = !git(checkout, "status", "--porcelain", "--untracked-files=no").isEmpty();
    return "commit " + commit + (changed ? " with changes" : "");
  }

  private static String git(Path checkout, String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = checkout.toString();
    System.arraycopy(words, 0, command, 3, words.length);
    try {
      Process asked =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
