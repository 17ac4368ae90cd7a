package io.munia.cli;

import io.munia.cli.Command.Invocation;
import io.munia.peering.control.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// `munia routes --all`: one question for each page, so that neither side ever holds more than one.
final class Pages {
  /// Its name among the arguments; the daemon does not know it.
  static final String ALL = "all";

  /// Where an answer is written, which the daemon does not know either.
  static final String PCAP = "pcap";

  /// What the daemon calls the place where a page ended; it names the first one `start`.
  static final String CURSOR = "cursor";

  /// Small ones: what an answer is made of dies young in the heap of the daemon, which a large one
  /// would make grow.
  private static final String PAGE = "500";

  private Pages() {}

  /// The arguments as the daemon knows them.
  static Map<String, String> question(Invocation asked) {
    Map<String, String> arguments = new HashMap<>(asked.arguments());
    arguments.remove(PCAP);
    if (arguments.remove(ALL) != null) {
      arguments.putIfAbsent("limit", PAGE);
      arguments.putIfAbsent(CURSOR, "start");
    }
    return arguments;
  }

  /// What to ask after this answer, if there is more to ask.
  static Optional<Invocation> next(Invocation asked, Json.Obj answer) {
    if (!asked.arguments().containsKey(ALL) || answer.text(CURSOR).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> arguments = new HashMap<>(asked.arguments());
    arguments.put(CURSOR, answer.text(CURSOR));
    return Optional.of(asked.with(arguments));
  }
}
