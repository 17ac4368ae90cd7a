package io.munia.fib.netlink;

import static io.munia.fib.netlink.Ip.ip;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `ip monitor route` in the background. A marker route of another program, added and deleted,
/// tells that everything before it has been heard.
final class RouteMonitor implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private int markers;

  private RouteMonitor(Process process) {
    this.process = process;
    this.lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
  }

  static RouteMonitor start() {
    try {
      RouteMonitor monitor =
          new RouteMonitor(
              new ProcessBuilder("stdbuf", "-oL", "ip", "monitor", "route")
                  .redirectErrorStream(true)
                  .start());
      monitor.awaitListening();
      return monitor;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void awaitListening() throws IOException {
    Ip.await(
        "ip monitor to listen",
        () -> {
          mark("127.77.0.0/16");
          try {
            return lines.ready();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    heardUntilNow();
  }

  private static void mark(String prefix) {
    ip("route add " + prefix + " dev lo proto static");
    ip("route del " + prefix + " dev lo proto static");
  }

  /// Every line about routes of others than the marker.
  List<String> heardUntilNow() {
    String marker = "127.78." + markers++ + ".0/24";
    mark(marker);
    List<String> heard = new ArrayList<>();
    try {
      while (true) {
        String line = lines.readLine();
        if (line == null) {
          throw new IllegalStateException("ip monitor ended");
        }
        if (line.startsWith("Deleted " + marker)) {
          return heard;
        }
        if (!line.contains("127.7")) {
          heard.add(line);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
