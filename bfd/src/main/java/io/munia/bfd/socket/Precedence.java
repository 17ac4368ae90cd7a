package io.munia.bfd.socket;

import io.munia.libc.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts before all others the BFD thread, and those that stop it: the thread that collects garbage
/// while the rest of the JVM waits would otherwise wait for its turn on a busy processor, and a
/// pause of 5 ms last 300.
final class Precedence {
  private static final Logger LOG = LoggerFactory.getLogger(Precedence.class);
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int NICE = -20;

  private Precedence() {}

  /// Of the calling thread and the collector's; without the permission all stays as it is.
  static void take() {
    MemorySegment state = Arena.ofAuto().allocate(Libc.STATE);
    int own = Libc.nice(state, 0, NICE);
    if (own < 0) {
      LOG.info("BFD has no precedence over other work on this host (CAP_SYS_NICE, or LimitNICE)");
      return;
    }
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (collects(Files.readString(task.resolve("comm")))) {
          Libc.nice(state, Integer.parseInt(task.getFileName().toString()), NICE);
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.debug("the collector's threads are as before", e);
    }
  }

  private static boolean collects(String name) {
    return name.startsWith("VM Thread") || name.startsWith("GC Thread");
  }
}
