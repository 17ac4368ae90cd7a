package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;

/// Aggregates as people read them: a line each, and one with the routes that it stands for.
final class AggregateAnswers {
  private static final String ACTIVE = "active";

  private AggregateAnswers() {}

  static void list(Json.Obj result, Terminal terminal) {
    Table table =
        new Table(
            Column.breaking("AGGREGATE"),
            Column.left("OF"),
            Column.right("CONTRIBUTORS"),
            Column.right("SUPPRESSED"),
            Column.shrinking("STATE"));
    for (Json element : result.list("aggregates")) {
      Json.Obj aggregate = Answers.asObject(element);
      table.row(
          aggregate.text("state").equals(ACTIVE) ? terminal::green : terminal::red,
          4,
          aggregate.text("prefix"),
          aggregate.text("kind").equals("ipam") ? "ipam" : "config",
          Human.number(aggregate.number("contributors")),
          Human.number(aggregate.number("suppressed")),
          aggregate.text("state"));
    }
    if (table.isEmpty()) {
      terminal.out().println("There are no aggregates.");
    } else {
      table.print(terminal);
    }
  }

  static void inFull(Json.Obj result, Terminal terminal) {
    list(result, terminal);
    for (Json element : result.list("aggregates")) {
      Json.Obj aggregate = Answers.asObject(element);
      Table table =
          new Table(
              Column.breaking("CONTRIBUTOR"),
              Column.shrinking("FROM"),
              Column.left("SOURCE"),
              Column.left("SUPPRESSED"));
      for (Json each : aggregate.list("contributing")) {
        Json.Obj route = Answers.asObject(each);
        table.row(
            route.text("prefix"),
            route.text("from"),
            route.text("origin"),
            suppressed(route.text("suppressed-by"), aggregate.text("prefix")));
      }
      if (!table.isEmpty()) {
        terminal.out().println();
        table.print(terminal);
      }
      if (aggregate.bool("truncated")) {
        terminal.out().println("There are more; --limit and --after show them.");
      }
    }
  }

  /// Of all that cover it, one has this length.
  private static String suppressed(String by, String shown) {
    return by.isEmpty() ? "" : by.equals(shown) ? "yes" : "by its " + by.substring(by.indexOf('/'));
  }
}
