package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// BFD sessions: all as a table, or each in full.
final class BfdAnswers {
  private static final String UP = "Up";
  private static final long MILLI_MICROS = 1_000;

  private BfdAnswers() {}

  static void print(boolean list, Json.Obj result, Terminal terminal) {
    List<Json.Obj> sessions = result.list("sessions").stream().map(Answers::asObject).toList();
    if (sessions.isEmpty()) {
      terminal.out().println("No neighbour's path is watched.");
    } else if (list) {
      table(sessions, terminal);
    } else {
      sessions.forEach(session -> inFull(session, terminal));
    }
    rest(result, terminal);
  }

  private static void table(List<Json.Obj> sessions, Terminal terminal) {
    Table table =
        new Table(
            Column.shrinking("PEER"),
            Column.breaking("ADDRESS"),
            Column.left("STATE"),
            Column.right("FOR"),
            Column.right("SENT"),
            Column.right("HEARD"),
            Column.right("DETECT"),
            Column.right("DOWNS"));
    Table reasons = new Table(Column.shrinking("PEER"), Column.wrapping("WHY"));
    for (Json.Obj session : sessions) {
      table.row(
          paint(session, terminal),
          2,
          session.text("name"),
          session.text("address"),
          session.text("state"),
          Human.duration(session.number("since-seconds")),
          every(session.number("transmit-micros")),
          every(session.number("receive-micros")),
          every(session.number("detect-micros")),
          Human.number(session.number("downs")));
      if (!session.text("state").equals(UP)) {
        reasons.row(session.text("name"), session.text("why"));
      }
    }
    table.print(terminal);
    if (!reasons.isEmpty()) {
      terminal.out().println();
      reasons.print(terminal);
    }
  }

  private static UnaryOperator<String> paint(Json.Obj session, Terminal terminal) {
    return session.text("state").equals(UP) ? terminal::green : terminal::red;
  }

  private static void inFull(Json.Obj session, Terminal terminal) {
    terminal.out().println(terminal.bold(Table.clean(session.text("name"))));
    Table table = new Table(Column.left(""), Column.wrapping(""));
    String local = session.text("local-address");
    table.row("  address", session.text("address") + (local.isEmpty() ? "" : " from " + local));
    table.row("  hops", session.text("hops").equals("multi") ? "any number" : "one");
    table.row(
        paint(session, terminal),
        1,
        "  state",
        session.text("state") + " for " + Human.duration(session.number("since-seconds")));
    if (!session.text("state").equals(UP)) {
      table.row("  why", session.text("why"));
    }
    table.row("  diagnostic", session.text("diagnostic"));
    table.row("  neighbour's state", session.text("remote-state"));
    table.row("  neighbour's diagnostic", session.text("remote-diagnostic"));
    table.row(
        "  discriminators",
        Answers.plain(session, "discriminator")
            + ", theirs "
            + Answers.plain(session, "remote-discriminator"));
    table.row(
        "  asked for",
        every(session.number("interval-micros")) + " x " + session.number("multiplier"));
    table.row("  sent every", every(session.number("transmit-micros")));
    table.row("  heard every", every(session.number("receive-micros")));
    table.row("  down after silence of", every(session.number("detect-micros")));
    table.row("  packets sent", Human.number(session.number("sent")));
    table.row("  packets received", Human.number(session.number("received")));
    table.row("  came up", Human.number(session.number("ups")) + " times");
    table.row("  went down", Human.number(session.number("downs")) + " times");
    table.row("  longest gap sent", every(session.number("gap-max-micros")));
    table.print(terminal);
  }

  private static void rest(Json.Obj result, Terminal terminal) {
    if (result.number("stalls") > 0) {
      terminal
          .out()
          .println(
              "\n"
                  + Human.number(result.number("stalls"))
                  + " times the thread came 20 ms or more late, "
                  + every(result.number("stall-max-micros"))
                  + " at the most.");
    }
    Table discarded = new Table(Column.right("PACKETS"), Column.wrapping("DISCARDED BECAUSE"));
    for (Map.Entry<String, Json> each :
        Answers.asObject(result.get("discarded").orElse(Json.object().build()))
            .members()
            .entrySet()) {
      if (each.getValue() instanceof Json.Num(long count)) {
        discarded.row(Human.number(count), each.getKey());
      }
    }
    if (!discarded.isEmpty()) {
      terminal.out().println();
      discarded.print(terminal);
    }
  }

  /// Tenths of a millisecond matter below ten of them.
  private static String every(long micros) {
    if (micros == 0) {
      return "-";
    }
    long millis = micros / MILLI_MICROS;
    return millis >= 10 || micros % MILLI_MICROS == 0
        ? millis + "ms"
        : millis + "." + micros % MILLI_MICROS / 100 + "ms";
  }
}
