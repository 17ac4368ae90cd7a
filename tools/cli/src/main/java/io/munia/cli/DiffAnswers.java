package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;

/// What a reload would change, as people read it.
final class DiffAnswers {
  private DiffAnswers() {}

  static ExitCode print(Json.Obj result, Terminal terminal) {
    for (Json diagnostic : result.list("diagnostics")) {
      if (diagnostic instanceof Json.Text(String sentence)) {
        terminal.err().println(Table.clean(sentence));
      }
    }
    if (!result.bool("usable")) {
      terminal.error("a reload would change nothing: " + result.text("file") + " is refused.");
      return ExitCode.USAGE;
    }
    Table table = new Table(Column.left("COSTS"), Column.wrapping("CHANGE"));
    for (Json element : result.list("changes")) {
      Json.Obj change = Answers.asObject(element);
      String costs = change.text("costs");
      table.row(
          costs.equals("reset") || costs.equals("restart") ? terminal::red : terminal::green,
          0,
          costs,
          change.text("change"));
    }
    if (table.isEmpty()) {
      terminal.out().println("A reload would change nothing: nothing differs.");
    } else {
      table.print(terminal);
    }
    return ExitCode.OK;
  }
}
