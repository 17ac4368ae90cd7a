package io.munia.peering.control;

import java.util.Map;
import java.util.Optional;

/// One question: `{"verb":"routes","args":{"prefix":"10.0.0.0/8","limit":"100"}}` and a line feed.
/// Arguments are text; what they mean is the verb's business.
public record Request(String verb, Map<String, String> args) {
  /// Longest line a server reads, in bytes.
  public static final int LINE_BYTES_MAX = 16 * 1024;

  public Request {
    args = Map.copyOf(args);
  }

  public Optional<String> arg(String name) {
    return Optional.ofNullable(args.get(name));
  }

  /// Without the line feed.
  public String toLine() {
    return JsonText.write(
        Json.object()
            .put("verb", verb)
            .put(
                "args",
                new Json.Obj(
                    args.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .collect(
                            java.util.stream.Collectors.toMap(
                                Map.Entry::getKey,
                                e -> (Json) new Json.Text(e.getValue()),
                                (a, _) -> a,
                                java.util.LinkedHashMap::new))))
            .build());
  }

  /// @throws MalformedLineException where the line is no request
  public static Request parse(String line) throws MalformedLineException {
    if (!(JsonText.read(line) instanceof Json.Obj request)) {
      throw new MalformedLineException("a request is a JSON object");
    }
    String verb = request.text("verb");
    if (verb.isEmpty()) {
      throw new MalformedLineException("a request names its verb: {\"verb\":\"status\"}");
    }
    Map<String, String> args = new java.util.HashMap<>();
    for (Map.Entry<String, Json> arg : request.object("args").members().entrySet()) {
      if (!(arg.getValue() instanceof Json.Text(String value))) {
        throw new MalformedLineException("argument '" + arg.getKey() + "' is not a text");
      }
      args.put(arg.getKey(), value);
    }
    return new Request(verb, args);
  }
}
