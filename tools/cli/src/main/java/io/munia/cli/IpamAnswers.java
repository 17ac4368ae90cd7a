package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;
import java.util.List;

/// What address management answers, as people read it.
final class IpamAnswers {
  private IpamAnswers() {}

  static void show(Json.Obj report, Terminal terminal) {
    terminal
        .out()
        .println(
            Table.clean(
                "node "
                    + terminal.bold(report.text("node"))
                    + "  place "
                    + report.text("place")
                    + "  store "
                    + report.text("store")));
    for (Json element : report.list("pools")) {
      pool(Answers.asObject(element), terminal);
    }
  }

  private static void pool(Json.Obj pool, Terminal terminal) {
    Json.Obj usage = pool.object("usage");
    terminal.out().println();
    terminal
        .out()
        .println(
            terminal.bold(Table.clean(pool.text("name") + "  " + pool.text("cidr")))
                + "  blocks of /"
                + pool.number("block-length")
                + "  "
                + Human.number(usage.number("in-use"))
                + " addresses in use, "
                + Human.number(usage.number("free"))
                + " free in blocks");
    StringBuilder aggregates = new StringBuilder();
    for (Json aggregate : pool.list("aggregates")) {
      aggregates.append(aggregate instanceof Json.Text(String text) ? " " + text : "");
    }
    if (!aggregates.isEmpty()) {
      terminal.out().println(Table.clean("announced as" + aggregates));
    }
    for (Table table : List.of(spans(pool), blocks(pool))) {
      if (!table.isEmpty()) {
        table.print(terminal);
      }
    }
  }

  private static Table spans(Json.Obj pool) {
    Table spans =
        new Table(
            Column.breaking("SPAN"),
            Column.left("LEVEL"),
            Column.shrinking("OWNER"),
            Column.right("BLOCKS"),
            Column.right("AT MOST"));
    for (Json element : pool.list("spans")) {
      Json.Obj span = Answers.asObject(element);
      spans.row(
          span.text("prefix"),
          span.text("level"),
          owner(span),
          Human.number(span.number("blocks")),
          Human.number(span.number("blocks-max")));
    }
    return spans;
  }

  private static Table blocks(Json.Obj pool) {
    Table blocks =
        new Table(
            Column.breaking("BLOCK"),
            Column.shrinking("OWNER"),
            Column.right("IN USE"),
            Column.right("FREE"),
            Column.right("COOLING"),
            Column.right("BORROWED"));
    for (Json element : pool.list("blocks")) {
      Json.Obj block = Answers.asObject(element);
      Json.Obj used = block.object("usage");
      blocks.row(
          block.text("prefix"),
          owner(block),
          Human.number(used.number("in-use")),
          Human.number(used.number("free")),
          Human.number(used.number("cooling")),
          Human.number(block.number("borrowed")));
    }
    return blocks;
  }

  private static String owner(Json.Obj owned) {
    return owned.text("owner") + (owned.bool("own") ? " (this node's)" : "");
  }

  static void assigned(Json.Obj result, Terminal terminal) {
    for (Json element : result.list("addresses")) {
      Json.Obj address = Answers.asObject(element);
      terminal
          .out()
          .println(
              Table.clean(
                  address.text("address")
                      + "  from block "
                      + address.text("block")
                      + " of pool "
                      + address.text("pool")));
    }
  }

  static void released(Json.Obj result, Terminal terminal) {
    if (result.list("released").isEmpty()) {
      terminal.out().println("Nothing to release: no such address is taken.");
    }
    for (Json address : result.list("released")) {
      terminal.out().println(Table.clean(address instanceof Json.Text(String text) ? text : ""));
    }
  }

  /// Fails where anything was found.
  static ExitCode checked(Json.Obj result, Terminal terminal) {
    if (result.list("findings").isEmpty()) {
      terminal.out().println(terminal.green("The store agrees with itself."));
      return ExitCode.OK;
    }
    for (Json element : result.list("findings")) {
      Json.Obj finding = Answers.asObject(element);
      terminal
          .out()
          .println(Table.clean(finding.text("subject") + ": " + finding.text("sentence")));
    }
    return ExitCode.FAILED;
  }
}
