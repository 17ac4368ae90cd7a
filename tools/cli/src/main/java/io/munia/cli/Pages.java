package io.munia.cli;

import io.munia.cli.Command.Invocation;
import io.munia.peering.control.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `munia routes --all`: one question for each page, so that neither side ever holds more than one.
final class Pages {
  /// Its name among the arguments; the daemon does not know it.
  static final String ALL = "all";

  /// As many as the daemon gives at once: each page costs it a look at the whole table.
  private static final String PAGE = "20000";

  private Pages() {}

  /// The arguments as the daemon knows them.
  static Map<String, String> question(Invocation asked) {
    Map<String, String> arguments = new HashMap<>(asked.arguments());
    if (arguments.remove(ALL) != null) {
      arguments.putIfAbsent("limit", PAGE);
    }
    return arguments;
  }

  /// What to ask after this answer, if there is more to ask.
  static Optional<Invocation> next(Invocation asked, Json.Obj answer) {
    List<Json> routes = answer.list("routes");
    if (!asked.arguments().containsKey(ALL) || !answer.bool("truncated") || routes.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> arguments = new HashMap<>(asked.arguments());
    arguments.put("after", Answers.asObject(routes.getLast()).text("prefix"));
    return Optional.of(asked.with(arguments));
  }
}
