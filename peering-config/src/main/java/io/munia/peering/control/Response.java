package io.munia.peering.control;

/// One answer: `{"ok":true,"result":{…}}` or `{"ok":false,"error":"one sentence","exit":1}`, and a
/// line feed.
public sealed interface Response {
  /// Longest line a client reads, in bytes.
  int LINE_BYTES_MAX = 64 * 1024 * 1024;

  record Done(Json.Obj result) implements Response {}

  /// @param error one sentence
  /// @param exit what a client should exit with: 1 for a failure, 2 for a wrong question
  record Failed(String error, int exit) implements Response {}

  /// Without the line feed.
  default String toLine() {
    return JsonText.write(
        switch (this) {
          case Done(Json.Obj result) -> Json.object().put("ok", true).put("result", result).build();
          case Failed(String error, int exit) ->
              Json.object().put("ok", false).put("error", error).put("exit", exit).build();
        });
  }

  /// @throws MalformedLineException where the line is no answer
  static Response parse(String line) throws MalformedLineException {
    if (!(JsonText.read(line) instanceof Json.Obj answer)) {
      throw new MalformedLineException("an answer is a JSON object");
    }
    return answer.bool("ok")
        ? new Done(answer.object("result"))
        : new Failed(answer.text("error"), Math.max(1, (int) answer.number("exit")));
  }
}
