package io.munia.cli;

import io.munia.peering.control.Json;
import java.util.List;

/// What is agreed on restarts, and what is kept because of one, as people read it.
final class RestartAnswers {
  private RestartAnswers() {}

  /// Lines about a neighbour.
  static void peer(Json.Obj peer, Table table) {
    Json.Obj restart = peer.object("restart");
    if (restart.bool("known")) {
      List<Json> families = restart.list("families");
      table.row(
          "  graceful restart",
          families.isEmpty()
              ? "known; it keeps ours, and asks for nothing"
              : RouteAnswers.words(families)
                  + " for "
                  + Human.duration(restart.number("seconds"))
                  + (restart.bool("notification") ? ", after a NOTIFICATION as well" : "")
                  + (restart.bool("restarted") ? "; it has restarted" : ""));
      for (Json element : restart.list("long-lived")) {
        Json.Obj family = Answers.asObject(element);
        table.row(
            "  long-lived, " + family.text("family"), Human.duration(family.number("seconds")));
      }
    }
    for (Json element : peer.list("stale")) {
      Json.Obj stale = Answers.asObject(element);
      table.row(
          "  stale, " + stale.text("family"),
          Human.number(stale.number("paths"))
              + " paths"
              + (stale.bool("long-lived") ? ", the last choice" : "")
              + ", for "
              + Human.duration(stale.number("left-seconds"))
              + (stale.bool("back") ? " or until End-of-RIB" : " unless it is back"));
    }
  }

  /// Who is waited for after a restart, a line for each family.
  static void deferral(Json.Obj status, Terminal terminal) {
    for (Json element : status.list("families")) {
      Json.Obj family = Answers.asObject(element);
      if (family.bool("deferred")) {
        String names = RouteAnswers.words(family.list("waits-for"));
        terminal
            .out()
            .println(
                terminal.red(
                    Table.clean(
                        family.text("family")
                            + " is not announced yet, after the restart: waiting for "
                            + (names.isEmpty() ? "whoever may come" : names)
                            + ", "
                            + Human.duration(status.number("deferral-left-seconds"))
                            + " at most")));
      }
    }
  }
}
