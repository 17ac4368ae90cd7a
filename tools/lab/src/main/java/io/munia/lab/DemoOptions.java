package io.munia.lab;

import java.nio.file.Path;
import java.util.List;

/// What `tools/demo` hands over.
///
/// @param checkout the root of the repository
/// @param tor what runs on ToRs and spine
/// @param keep whether the fabric goes on running after the story
/// @param style how the report looks
/// @param launcher process id, outside, of what to enter the namespaces by
record DemoOptions(Checkout checkout, Tor tor, boolean keep, Report.Style style, String launcher) {
  enum Tor {
    BIRD,
    MUNIA
  }

  /// The script has looked at the command line already; anything else here is its mistake.
  static DemoOptions parse(String... words) {
    List<String> list = List.of(words);
    return new DemoOptions(
        new Checkout(Path.of(after(list, "--checkout"))),
        after(list, "--tor").equals("munia") ? Tor.MUNIA : Tor.BIRD,
        list.contains("--keep"),
        new Report.Style(list.contains("--colour"), list.contains("--ascii") ? "ok" : "✓"),
        after(list, "--launcher"));
  }

  private static String after(List<String> words, String option) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 >= words.size()) {
      throw new IllegalArgumentException(option + " is missing");
    }
    return words.get(at + 1);
  }
}
