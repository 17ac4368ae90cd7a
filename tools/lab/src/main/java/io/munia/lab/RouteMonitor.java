package io.munia.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What `ip monitor route` sees on a host. The kernel reports in order, so a route of our own in a
/// table that nobody uses marks the beginning, and another one the end: between them nothing was
/// missed and nothing is still on its way, without waiting for a time to pass.
public final class RouteMonitor implements AutoCloseable {
  private static final Duration SEEN_MAX = Duration.ofSeconds(10);
  private static final String TABLE = "4711";
  private static final String BEGIN = "192.0.2.1";
  private static final String END = "192.0.2.2";

  private final Host host;
  private final Path log;
  private final Process process;

  private RouteMonitor(Host host, Path log, Process process) {
    this.host = host;
    this.log = log;
    this.process = process;
  }

  /// Watches from now on.
  public static RouteMonitor start(Host host) {
    Path log = host.folder().resolve("routes-" + System.nanoTime() + ".log");
    Process process = host.run("stdbuf", "-oL", "ip", "-ts", "monitor", "route").start(log);
    RouteMonitor monitor = new RouteMonitor(host, log, process);
    Until.holds("ip monitor on " + host + " listens", SEEN_MAX, () -> monitor.marked(BEGIN));
    return monitor;
  }

  /// All changes since the start, deletions first marked with `Deleted`; ends the watching.
  public List<String> changes() {
    Until.holds("ip monitor on " + host + " has seen all", SEEN_MAX, () -> marked(END));
    close();
    return lines().stream()
        .filter(line -> !line.isBlank() && !line.contains(TABLE))
        .map(line -> line.replaceFirst("^\\[[^]]*] *", "").strip())
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
  }

  private boolean marked(String address) {
    host.ip(
        "route add blackhole " + address + "/32 table " + TABLE,
        "route del blackhole " + address + "/32 table " + TABLE);
    return lines().stream().anyMatch(line -> line.contains(address));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
