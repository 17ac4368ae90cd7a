package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;

/// Why a route is what it is: of each path what import policy did and what the choice compared,
/// then what a neighbour is told.
final class ExplainAnswers {
  private ExplainAnswers() {}

  static void print(Json.Obj result, Terminal terminal) {
    terminal.out().println(terminal.bold(Table.clean(result.text("prefix"))));
    for (Json element : result.list("paths")) {
      Json.Obj path = Answers.asObject(element);
      RouteAnswers.heading(path, terminal);
      Table table = new Table(Column.left(""), Column.left(""));
      RouteAnswers.attributes(path, table);
      RouteAnswers.row(table, path.bool("best") ? "won by" : "lost by", compared(path));
      RouteAnswers.row(table, "not eligible", path.text("eligible"));
      RouteAnswers.row(table, "stale", path.text("kept"));
      if (!table.isEmpty()) {
        table.print(terminal);
      }
      if (path.get("import").isPresent()) {
        policy("import policy", path.object("import"), terminal);
      }
    }
    if (result.list("paths").isEmpty()) {
      terminal.out().println("There is no such path.");
    }
    if (result.get("export").isPresent()) {
      export(result.object("export"), terminal);
    }
  }

  private static String compared(Json.Obj path) {
    String step = path.text("decided-by");
    if (step.isEmpty() || path.text("own").isEmpty()) {
      return step;
    }
    return path.bool("best")
        ? step + ": " + path.text("own") + " over " + path.text("other")
        : step + ": " + path.text("own") + ", the better one has " + path.text("other");
  }

  private static void export(Json.Obj export, Terminal terminal) {
    boolean announced = export.bool("announced");
    String peer = Table.clean(export.text("peer"));
    terminal
        .out()
        .println(
            announced
                ? terminal.green("announced to " + peer)
                : terminal.red("not announced to " + peer)
                    + ": "
                    + Table.clean(export.text("why")));
    if (export.get("policy").isPresent()) {
      policy("export policy", export.object("policy"), terminal);
    }
  }

  /// The verdict, then each rule that was asked.
  private static void policy(String which, Json.Obj policy, Terminal terminal) {
    long by = policy.number("decided-by");
    String verdict = policy.bool("accepted") ? "accepted" : "rejected";
    terminal
        .out()
        .println(
            Table.clean(
                "    "
                    + which
                    + " "
                    + policy.text("policy")
                    + ": "
                    + verdict
                    + (by == 0 ? " by default" : " by rule " + by)));
    for (Json element : policy.list("asked")) {
      Json.Obj asked = Answers.asObject(element);
      String rule = "      rule " + asked.number("rule") + ": ";
      if (asked.bool("matched")) {
        terminal.out().println(Table.clean(rule + "matches, then " + asked.text("then")));
      } else {
        terminal.out().println(Table.clean(rule + "no, " + asked.text("failed")));
        terminal.out().println(Table.clean("        found " + asked.text("found")));
      }
    }
    for (Json change : policy.list("changes")) {
      if (change instanceof Json.Text(String text)) {
        terminal.out().println(Table.clean("      sets " + text));
      }
    }
  }
}
