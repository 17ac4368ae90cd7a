package io.munia.fuzz;

import java.util.Locale;

/// Where the fuzzer begins: its arguments name the target.
public final class Entry {
  private static final Target TARGET =
      Target.valueOf(System.getProperty("munia.fuzz", "update").toUpperCase(Locale.ROOT));

  private Entry() {}

  /// One input; called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] bytes) {
    TARGET.read(bytes);
  }
}
