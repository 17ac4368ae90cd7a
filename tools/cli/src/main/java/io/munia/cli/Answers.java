package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;
import java.util.function.UnaryOperator;

/// Answers as people read them: one table for each verb. What a member is missing from an answer
/// (an older daemon) shows as a gap, never as a failure.
final class Answers {
  private Answers() {}

  static ExitCode print(Command command, Json.Obj result, Terminal terminal) {
    return switch (command) {
      case STATUS -> status(result, terminal);
      case PEERS -> peers(result, terminal);
      case ROUTES -> routes(result, terminal);
      case FIB -> fib(result, terminal);
      case IPAM_SHOW, IPAM_ASSIGN, IPAM_RELEASE, IPAM_CHECK ->
          IpamAnswers.print(command, result, terminal);
      case CHECK, VERSION, COMPLETION, HELP ->
          throw new IllegalStateException(command + " asks no daemon");
    };
  }

  private static ExitCode status(Json.Obj status, Terminal terminal) {
    terminal
        .out()
        .println(
            terminal.bold("muniad " + status.text("version"))
                + "  router-id "
                + status.text("router-id")
                + "  AS "
                + plain(status, "as")
                + "  up "
                + Human.duration(status.number("uptime-seconds")));
    Table families =
        new Table(Column.left("FAMILY"), Column.right("PREFIXES"), Column.left("INITIAL ROUTES"));
    for (Json element : status.list("families")) {
      Json.Obj family = asObject(element);
      families.row(
          family.text("family"),
          Human.number(family.number("prefixes")),
          family.bool("converged") ? "in" : "awaited");
    }
    if (!families.isEmpty()) {
      terminal.out().println();
      families.print(terminal);
    }
    return peers(status, terminal);
  }

  private static ExitCode peers(Json.Obj result, Terminal terminal) {
    Table table =
        new Table(
            Column.shrinking("PEER"),
            Column.breaking("ADDRESS"),
            Column.right("AS"),
            Column.left("ROLE"),
            Column.left("STATE"),
            Column.right("FOR"),
            Column.right("IN"),
            Column.right("OUT"));
    for (Json element : result.list("peers")) {
      Json.Obj peer = asObject(element);
      boolean up = peer.text("state").equals("Established");
      UnaryOperator<String> paint = up ? terminal::green : terminal::red;
      table.row(
          paint,
          4,
          peer.text("name"),
          peer.text("address"),
          plain(peer, "remote-as"),
          peer.text("role"),
          peer.text("state"),
          Human.duration(peer.number("since-seconds")),
          up ? Human.number(peer.number("paths-in")) : "",
          up ? Human.number(peer.number("prefixes-out")) : "");
    }
    if (table.isEmpty()) {
      terminal.out().println("No peers.");
    } else {
      terminal.out().println();
      table.print(terminal);
    }
    return ExitCode.OK;
  }

  private static ExitCode routes(Json.Obj result, Terminal terminal) {
    terminal.out().println(PrettyJson.write(result));
    return ExitCode.OK;
  }

  private static ExitCode fib(Json.Obj result, Terminal terminal) {
    terminal.out().println(PrettyJson.write(result));
    return ExitCode.OK;
  }

  static Json.Obj asObject(Json value) {
    return value instanceof Json.Obj object ? object : Json.object().build();
  }

  /// A member that may be a text or a number, without grouping: an AS, an index.
  static String plain(Json.Obj object, String name) {
    return object.get(name).orElse(null) instanceof Json.Num(long value)
        ? Long.toString(value)
        : object.text(name);
  }
}
