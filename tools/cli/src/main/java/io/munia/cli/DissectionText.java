package io.munia.cli;

import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissection.Attribute;
import io.munia.bgp.dissect.Dissection.Destination;
import java.util.List;

/// A message taken apart, as people read it: what it is, what it says, and what a session does with
/// it. Long values go on below where they began.
final class DissectionText {
  private static final String ARROW = "=>";
  private static final int ARROW_COLUMNS = 5;
  private static final int LABEL_COLUMNS = 28;
  private static final int ROOM_MIN = 8;
  private static final int OPTIONAL = 0x80;
  private static final int TRANSITIVE = 0x40;
  private static final int PARTIAL = 0x20;

  private DissectionText() {}

  /// @param where it was found; may be empty
  static void print(Dissection message, String where, Terminal terminal) {
    if (!where.isEmpty()) {
      terminal.out().println(terminal.bold(where));
    }
    String name = message.message().isEmpty() ? "No message" : message.message();
    terminal
        .out()
        .println(
            name
                + ", "
                + Human.number(message.bytes())
                + (message.bytes() == 1 ? " byte" : " bytes")
                + message.endOfRib().map(family -> ": End-of-RIB of " + family).orElse(""));
    for (Dissection.Part part : message.says()) {
      line(part.label(), part.text(), terminal);
    }
    if (!message.attributes().isEmpty()) {
      terminal.out().println("  at    path attribute");
      message.attributes().forEach(attribute -> attribute(attribute, terminal));
    }
    destinations("  announced", message.announced(), terminal);
    destinations("  withdrawn", message.withdrawn(), terminal);
    verdict(message, terminal);
    terminal.out().println();
  }

  private static void attribute(Attribute attribute, Terminal terminal) {
    String label = "%-5d %s".formatted(attribute.at(), attribute.name());
    String value = attribute.value().isEmpty() ? "(empty)" : attribute.value();
    String taken = attribute.taken().isEmpty() ? "" : " (taken as " + attribute.taken() + ")";
    line(
        label,
        value + flags(attribute) + taken + (attribute.cutOff() ? " (cut off)" : ""),
        terminal);
  }

  /// Flags are shown where they say more than the name does.
  private static String flags(Attribute attribute) {
    int flags = attribute.flags();
    if ((flags & PARTIAL) == 0 && !attribute.name().startsWith("attribute ")) {
      return "";
    }
    return " ["
        + ((flags & OPTIONAL) != 0 ? "optional" : "well-known")
        + ((flags & TRANSITIVE) != 0 ? ", transitive" : ", non-transitive")
        + ((flags & PARTIAL) != 0 ? ", partial" : "")
        + "]";
  }

  private static void destinations(String title, List<Destination> list, Terminal terminal) {
    if (list.isEmpty()) {
      return;
    }
    terminal.out().println(title);
    String last = "";
    for (Destination destination : list) {
      String path = destination.pathId().map(id -> " path " + id).orElse("");
      String hop = destination.nextHop().isEmpty() ? "" : " via " + destination.nextHop();
      String family = destination.family().toString();
      line(family.equals(last) ? "" : family, destination.nlri() + path + hop, terminal);
      last = family;
    }
  }

  private static void verdict(Dissection message, Terminal terminal) {
    String sentence =
        switch (message.outcome()) {
          case ACCEPT -> terminal.green("accepted");
          case DISCARD -> "discarded in part: " + message.error();
          case WITHDRAW -> terminal.red("treated as withdraw") + ": " + message.error();
          case RESET ->
              terminal.red("session reset")
                  + " with NOTIFICATION "
                  + message.code()
                  + "/"
                  + message.subcode()
                  + ": "
                  + message.error();
        };
    line(ARROW, sentence, terminal);
  }

  /// @param label stands in a column of its own; the verdict's arrow does not
  private static void line(String label, String text, Terminal terminal) {
    line("  " + label, label.equals(ARROW) ? ARROW_COLUMNS : LABEL_COLUMNS, text, terminal);
  }

  private static void line(String label, int column, String text, Terminal terminal) {
    String indent = " ".repeat(column);
    String start = label.length() < column ? label + indent.substring(label.length()) : label + " ";
    String left = text;
    for (int room = room(start, terminal); left.length() > room; room = room(start, terminal)) {
      int space = left.lastIndexOf(' ', room);
      int cut = space <= 0 ? room : space;
      terminal.out().println(start + left.substring(0, cut));
      left = left.substring(cut).stripLeading();
      start = indent;
    }
    terminal.out().println(start + left);
  }

  private static int room(String start, Terminal terminal) {
    return Math.max(ROOM_MIN, terminal.columns() - start.length());
  }
}
