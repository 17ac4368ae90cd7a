package io.munia.peering.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The host's name, from the kernel: it may be one that no resolver knows.
final class HostName {
  static final String VARIABLE = "HOSTNAME";

  private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /// This environment with HOSTNAME in it, which shells have and services have not.
  static Map<String, String> into(Map<String, String> environment) {
    Map<String, String> complete = new HashMap<>(environment);
    if (complete.getOrDefault(VARIABLE, "").isEmpty()) {
      try {
        complete.put(VARIABLE, Files.readString(KERNELS).strip());
      } catch (IOException _) {
        complete.remove(VARIABLE); // and whoever needs it will be asked to name it
      }
    }
    return complete;
  }
}
