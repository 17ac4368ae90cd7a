package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;
import java.util.List;

/// What has happened to a neighbour, the latest first. JSON has all that is remembered.
final class PastAnswers {
  /// A screen of them.
  private static final int SHOWN_MAX = 16;

  private PastAnswers() {}

  static void print(List<Json> past, Terminal terminal) {
    if (past.isEmpty()) {
      return;
    }
    Table table = new Table(Column.right("AGO"), Column.left("STATE"), Column.wrapping("CAUSE"));
    for (Json element : past.subList(0, Math.min(SHOWN_MAX, past.size()))) {
      Json.Obj entry = Answers.asObject(element);
      boolean change = !entry.text("from").equals(entry.text("to"));
      table.row(
          Human.duration(entry.number("seconds-ago")),
          change ? entry.text("to") : "",
          entry.text("cause") + late(entry) + times(entry));
    }
    terminal.out().println();
    table.print(terminal);
    if (past.size() > SHOWN_MAX) {
      terminal.out().println((past.size() - SHOWN_MAX) + " earlier ones: --json has them.");
    }
  }

  private static String late(Json.Obj entry) {
    long milliseconds = entry.number("late-milliseconds");
    return milliseconds < 100 ? "" : ", " + milliseconds + " ms late";
  }

  private static String times(Json.Obj entry) {
    long times = entry.number("times");
    return times < 2 ? "" : " (" + times + " times)";
  }
}
