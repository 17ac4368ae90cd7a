package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;

/// Policies, their rules, and how often each decided.
final class PolicyAnswers {
  private PolicyAnswers() {}

  static void print(Json.Obj result, Terminal terminal) {
    if (result.list("policies").isEmpty()) {
      terminal.out().println("No neighbour has a policy.");
    }
    boolean first = true;
    for (Json element : result.list("policies")) {
      if (!first) {
        terminal.out().println();
      }
      first = false;
      policy(Answers.asObject(element), terminal);
    }
  }

  private static void policy(Json.Obj policy, Terminal terminal) {
    terminal.out().println(terminal.bold(Table.clean(policy.text("policy"))));
    users("  import of ", RouteAnswers.words(policy.list("import-of")), terminal);
    users("  export of ", RouteAnswers.words(policy.list("export-of")), terminal);
    Table table =
        new Table(
            Column.right("RULE"),
            Column.shrinking("MATCH"),
            Column.shrinking("SET"),
            Column.left("THEN"),
            Column.right("HITS IN"),
            Column.right("HITS OUT"));
    for (Json element : policy.list("rules")) {
      Json.Obj rule = Answers.asObject(element);
      String match = rule.text("match");
      table.row(
          Long.toString(rule.number("rule")),
          match.isEmpty() ? "every route" : match,
          rule.text("set"),
          rule.text("then"),
          Human.number(rule.number("hits-in")),
          Human.number(rule.number("hits-out")));
    }
    table.row(
        "",
        "default",
        "",
        policy.text("default"),
        Human.number(policy.number("default-hits-in")),
        Human.number(policy.number("default-hits-out")));
    table.print(terminal);
  }

  private static void users(String what, String names, Terminal terminal) {
    if (!names.isEmpty()) {
      String line = Table.clean(what + names);
      int most = terminal.columns();
      terminal.out().println(line.length() <= most ? line : line.substring(0, most - 1) + "…");
    }
  }
}
