package io.munia.fib.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The `ip` command as a second opinion on the kernel's state, in the namespace of the test.
final class Ip {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Ip() {}

  /// Runs `ip` with these words; it must succeed.
  static String ip(String words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words.split(" ")));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("ip %s: %s", words, said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One route's lines without their padding, or nothing.
  static String route(String prefix) {
    return shown((prefix.contains(":") ? "-6 " : "") + "route show exact " + prefix);
  }

  static String shown(String words) {
    return ip("-N " + words).replaceAll("[ \\t]+", " ").replace(" \n", "\n").strip();
  }

  /// Asks again until it is so, each time through the kernel or another process; gives up loudly.
  static void await(String what, BooleanSupplier so) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("still waiting for: " + what).isNegative();
    }
  }
}
