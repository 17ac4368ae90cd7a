package io.munia.cli;

import io.munia.cli.Table.Align;
import io.munia.cli.Table.Column;
import io.munia.cli.Table.Fit;
import io.munia.peering.control.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Any answer as people read it: members line by line, lists of objects as tables whose columns are
/// the members' names. For what has no layout of its own, so that a daemon can answer more without
/// a new client.
final class Outline {
  private Outline() {}

  static void print(Json.Obj object, Terminal terminal) {
    print(object, "", terminal);
  }

  private static void print(Json.Obj object, String indent, Terminal terminal) {
    Table plain = new Table(Column.left(""), Column.left(""));
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (flat(member.getValue())) {
        plain.row(indent + words(member.getKey()), text(member.getValue()));
      }
    }
    if (!plain.isEmpty()) {
      plain.print(terminal);
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String title = indent + terminal.bold(words(member.getKey()));
      switch (member.getValue()) {
        case Json.Obj inner when !inner.members().isEmpty() -> {
          terminal.out().println(title);
          print(inner, indent + "  ", terminal);
        }
        case Json.Arr(List<Json> elements) when !flat(member.getValue()) -> {
          terminal.out().println(title);
          table(elements, terminal);
        }
        case Json.Obj _,
            Json.Arr _,
            Json.Text _,
            Json.Num _,
            Json.Decimal _,
            Json.Bool _,
            Json.Null _ -> {}
      }
    }
  }

  /// Whether it fits on its line: no object, and no list of objects.
  private static boolean flat(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> members) -> members.isEmpty();
      case Json.Arr(List<Json> elements) ->
          elements.stream().noneMatch(element -> element instanceof Json.Obj);
      case Json.Text _, Json.Num _, Json.Decimal _, Json.Bool _, Json.Null _ -> true;
    };
  }

  private static void table(List<Json> elements, Terminal terminal) {
    Set<String> names = new LinkedHashSet<>();
    for (Json element : elements) {
      names.addAll(Answers.asObject(element).members().keySet());
    }
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      boolean numbers =
          elements.stream()
              .allMatch(
                  element -> Answers.asObject(element).get(name).orElse(null) instanceof Json.Num);
      columns.add(
          new Column(
              words(name).toUpperCase(Locale.ROOT),
              numbers ? Align.RIGHT : Align.LEFT,
              identifies(name) || numbers ? Fit.WHOLE : Fit.SHRINKS));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    for (Json element : elements) {
      Json.Obj row = Answers.asObject(element);
      table.row(
          names.stream()
              .map(name -> row.get(name).map(Outline::text).orElse(""))
              .toArray(String[]::new));
    }
    table.print(terminal);
  }

  /// What a row is known by is not cut.
  private static boolean identifies(String name) {
    return name.contains("prefix")
        || name.contains("cidr")
        || name.contains("address")
        || name.contains("block");
  }

  private static String words(String name) {
    return name.replace('_', ' ').replace('-', ' ');
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Text(String text) -> text.isEmpty() ? "-" : text;
      case Json.Num(long number) -> Human.number(number);
      case Json.Decimal(String digits) -> digits;
      case Json.Bool(boolean truth) -> truth ? "yes" : "no";
      case Json.Null() -> "-";
      case Json.Arr(List<Json> elements) ->
          elements.isEmpty()
              ? "-"
              : String.join(", ", elements.stream().map(Outline::text).toList());
      case Json.Obj(Map<String, Json> members) ->
          String.join(
              " ",
              members.entrySet().stream()
                  .map(member -> words(member.getKey()) + " " + text(member.getValue()))
                  .toList());
    };
  }
}
