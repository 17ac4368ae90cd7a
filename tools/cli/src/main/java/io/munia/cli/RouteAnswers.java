package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;
import java.util.List;
import java.util.Map;

/// Routes as people read them: a line for each prefix of a list, everything of a single one.
final class RouteAnswers {
  private RouteAnswers() {}

  /// The best path of each prefix, or the first where none is eligible.
  ///
  /// @param asked arguments of the question
  static void list(Json.Obj result, Map<String, String> asked, Terminal terminal) {
    boolean prefixes =
        result.list("routes").stream()
            .allMatch(route -> Answers.asObject(route).text("destination").isEmpty());
    Table table = table(result.list("routes"), prefixes, terminal);
    boolean all = asked.containsKey(Pages.ALL);
    boolean goesOn = asked.containsKey(Pages.CURSOR);
    if (table.isEmpty()) {
      // Of a neighbour's routes a page may have none, and the next one some.
      if (!goesOn && (!all || result.text(Pages.CURSOR).isEmpty())) {
        terminal.out().println("There are no such routes.");
      }
      return;
    }
    if (all && goesOn) {
      table.printRows(terminal);
    } else {
      table.print(terminal);
    }
    if (result.bool("truncated") && !all) {
      String last = Answers.asObject(result.list("routes").getLast()).text("prefix");
      terminal
          .out()
          .println(
              last.isEmpty()
                  ? "There are more: --all shows all."
                  : "There are more: --after " + last + " goes on, --all shows all.");
    }
  }

  /// @param prefixes whether a prefix is what a route is known by
  private static Table table(List<Json> routes, boolean prefixes, Terminal terminal) {
    Table table =
        prefixes
            ? new Table(
                Column.left(""),
                Column.breaking("PREFIX"),
                Column.breaking("NEXT HOP"),
                Column.shrinking("FROM"),
                Column.right("PATHS"),
                Column.shrinking("AS PATH"))
            : new Table(
                Column.left(""),
                Column.breaking("NEXT HOP"),
                Column.shrinking("FROM"),
                Column.right("PATHS"),
                Column.wrapping("DESTINATION"));
    for (Json element : routes) {
      Json.Obj route = Answers.asObject(element);
      List<Json> paths = route.list("paths");
      if (paths.isEmpty()) {
        continue;
      }
      Json.Obj shown = Answers.asObject(paths.getFirst());
      for (Json path : paths) {
        if (Answers.asObject(path).bool("best")) {
          shown = Answers.asObject(path);
        }
      }
      String best = shown.bool("best") ? "*" : "";
      String hop = nextHop(shown) + others(paths) + stale(shown);
      String from = shown.text("peer");
      String count = Human.number(paths.size());
      if (prefixes) {
        String asPath = shown.text("as-path");
        table.row(terminal::green, 0, best, route.text("prefix"), hop, from, count, asPath);
      } else {
        table.row(terminal::green, 0, best, hop, from, count, destination(route, shown));
      }
    }
    return table;
  }

  /// What stands for a prefix in families that have none, with what belongs to the path.
  private static String destination(Json.Obj route, Json.Obj path) {
    return path.text("payload").isEmpty()
        ? route.text("destination")
        : route.text("destination") + " " + path.text("payload");
  }

  /// Every path with its attributes, and why it was chosen or not.
  static void inFull(Json.Obj result, Terminal terminal) {
    if (result.list("routes").isEmpty()) {
      terminal.out().println("There is no such route.");
    }
    for (Json element : result.list("routes")) {
      Json.Obj route = Answers.asObject(element);
      terminal.out().println(terminal.bold(Table.clean(route.text("prefix"))));
      if (!route.text("suppressed-by").isEmpty()) {
        terminal
            .out()
            .println("  suppressed: " + route.text("suppressed-by") + " is announced instead");
      }
      for (Json path : route.list("paths")) {
        path(Answers.asObject(path), terminal);
      }
    }
  }

  private static void path(Json.Obj path, Terminal terminal) {
    heading(path, terminal);
    Table table = new Table(Column.left(""), Column.left(""));
    attributes(path, table);
    row(table, path.bool("best") ? "won by" : "lost by", path.text("decided-by"));
    row(table, "not eligible", path.text("eligible"));
    if (!table.isEmpty()) {
      table.print(terminal);
    }
  }

  /// Where a path comes from, and whether it is the best, or is used beside it.
  static void heading(Json.Obj path, Terminal terminal) {
    String from = "from " + path.text("peer") + " (" + path.text("origin") + ")";
    terminal
        .out()
        .println(
            (path.bool("best")
                    ? terminal.green("* ")
                    : path.bool("multipath") ? terminal.green("= ") : "  ")
                + Table.clean(from + " via " + nextHop(path) + stale(path)));
  }

  static void attributes(Json.Obj path, Table table) {
    row(table, "AS path", path.text("as-path"));
    row(table, "weight", path.number("weight") == 0 ? "" : Answers.plain(path, "weight"));
    row(table, "local pref", Answers.plain(path, "local-pref"));
    row(table, "MED", Answers.plain(path, "med"));
    row(table, "communities", words(path.list("communities")));
    row(table, "extended", words(path.list("extended-communities")));
    row(table, "large", words(path.list("large-communities")));
    path.list("attributes").forEach(other -> row(table, "attribute", words(List.of(other))));
    if (path.bool("multipath")) {
      row(table, "used", "beside the best, which it equals up to the IGP cost to the next hop");
    }
  }

  static String words(List<Json> texts) {
    StringBuilder words = new StringBuilder();
    for (Json each : texts) {
      if (each instanceof Json.Text(String text)) {
        words.append(words.isEmpty() ? "" : " ").append(text);
      }
    }
    return words.toString();
  }

  static void row(Table table, String name, String value) {
    if (!value.isEmpty()) {
      table.row("    " + name, value);
    }
  }

  /// How many next hops are used beside the best path's.
  private static String others(List<Json> paths) {
    long others = paths.stream().filter(path -> Answers.asObject(path).bool("multipath")).count();
    return others == 0 ? "" : " +" + others;
  }

  /// Whether its session was lost, and it is kept.
  private static String stale(Json.Obj path) {
    return path.text("freshness").isEmpty() ? "" : " (" + path.text("freshness") + ")";
  }

  private static String nextHop(Json.Obj path) {
    if (path.text("next-hop").isEmpty()) {
      return path.text("origin").endsWith("bgp") ? "none" : "self";
    }
    return path.text("next-hop");
  }
}
