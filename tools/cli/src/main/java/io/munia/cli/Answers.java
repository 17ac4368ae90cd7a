package io.munia.cli;

import io.munia.cli.Table.Column;
import io.munia.peering.control.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Answers as people read them. What is missing from an answer (an older daemon) shows as a gap,
/// never as a failure.
final class Answers {
  private static final String ESTABLISHED = "Established";

  /// Of more neighbours, status shows those that are down.
  private static final int STATUS_PEERS_MAX = 20;

  private Answers() {}

  static ExitCode print(Command.Invocation asked, Json.Obj result, Terminal terminal) {
    switch (asked.command()) {
      case STATUS -> status(result, terminal);
      case PEERS -> {
        if (asked.arguments().isEmpty()) {
          peers(result.list("peers"), terminal);
        } else {
          result.list("peers").forEach(peer -> peer(asObject(peer), terminal));
        }
      }
      case ROUTES -> {
        if (asked.arguments().containsKey("prefix")) {
          RouteAnswers.inFull(result, terminal);
        } else {
          RouteAnswers.list(result, asked.arguments(), terminal);
        }
      }
      case AGGREGATES -> {
        if (asked.arguments().containsKey("prefix")) {
          AggregateAnswers.inFull(result, terminal);
        } else {
          AggregateAnswers.list(result, terminal);
        }
      }
      case EXPLAIN -> ExplainAnswers.print(result, terminal);
      case POLICIES -> PolicyAnswers.print(result, terminal);
      case QUARANTINE -> {
        String file = asked.arguments().get(Pages.PCAP);
        return file == null
            ? QuarantineAnswers.print(result, terminal)
            : QuarantineAnswers.write(result, file, terminal);
      }
      case REFRESH -> refreshed(result, terminal);
      case RESET -> reset(result, terminal);
      case DIFF -> {
        return DiffAnswers.print(result, terminal);
      }
      case BFD -> BfdAnswers.print(asked.arguments().isEmpty(), result, terminal);
      case FIB -> fib(result, terminal);
      case IPAM_SHOW -> IpamAnswers.show(result, terminal);
      case IPAM_ASSIGN -> IpamAnswers.assigned(result, terminal);
      case IPAM_RELEASE -> IpamAnswers.released(result, terminal);
      case IPAM_CHECK -> {
        return IpamAnswers.checked(result, terminal);
      }
      case CHECK, DECODE, VERSION, COMPLETION, HELP ->
          throw new IllegalStateException(asked.command() + " asks no daemon");
    }
    return ExitCode.OK;
  }

  private static void status(Json.Obj status, Terminal terminal) {
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
    List<Json> peers = status.list("peers");
    long total = peers.size();
    long established = status.number("established");
    String counted =
        Human.number(established) + " of " + Human.number(total) + " peers established";
    terminal.out().println(established == total ? terminal.green(counted) : terminal.red(counted));
    Table families =
        new Table(Column.left("FAMILY"), Column.right("PREFIXES"), Column.left("INITIAL ROUTES"));
    for (Json element : status.list("families")) {
      Json.Obj family = asObject(element);
      families.row(
          family.text("family"),
          Human.number(family.number("prefixes")),
          family.bool("converged") ? "in" : "awaited");
    }
    terminal.out().println();
    families.print(terminal);
    RestartAnswers.deferral(status, terminal);
    List<Json> worthALook =
        total <= STATUS_PEERS_MAX ? peers : peers.stream().filter(Answers::isDown).toList();
    if (!worthALook.isEmpty()) {
      terminal.out().println();
      peers(worthALook.subList(0, Math.min(STATUS_PEERS_MAX, worthALook.size())), terminal);
    }
    Json.ObjBuilder rest = Json.object();
    status.members().entrySet().stream()
        .filter(member -> !SHOWN_OF_STATUS.contains(member.getKey()))
        .forEach(member -> rest.put(member.getKey(), member.getValue()));
    Json.Obj more = rest.build();
    if (!more.members().isEmpty()) {
      terminal.out().println();
      Outline.print(more, terminal);
    }
  }

  private static final List<String> SHOWN_OF_STATUS =
      List.of(
          "version",
          "router-id",
          "as",
          "started",
          "uptime-seconds",
          "peers",
          "families",
          "deferral-left-seconds",
          "established");

  private static void peers(List<Json> peers, Terminal terminal) {
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
    for (Json element : peers) {
      Json.Obj peer = asObject(element);
      boolean up = peer.text("state").equals(ESTABLISHED);
      UnaryOperator<String> paint = up ? terminal::green : terminal::red;
      table.row(
          paint,
          4,
          peer.text("name"),
          place(peer),
          plain(peer, "remote-as"),
          peer.text("role"),
          peer.text("state"),
          Human.duration(peer.number("since-seconds")),
          up ? Human.number(peer.number("paths-in")) : "",
          up ? Human.number(peer.number("prefixes-out")) : "");
    }
    if (table.isEmpty()) {
      terminal.out().println("There are no peers.");
      return;
    }
    table.print(terminal);
    Table ends = new Table(Column.shrinking("PEER"), Column.wrapping("LAST ENDED BY"));
    for (Json element : peers) {
      Json.Obj peer = asObject(element);
      // Where there is no neighbour, that is what is to be known, not how its session ended.
      boolean lost = peer.text("address").isEmpty() && !peer.text("discovery").isEmpty();
      String why = peer.text(lost ? "discovery" : "last-close");
      if (!peer.text("state").equals(ESTABLISHED) && !why.isEmpty()) {
        long paused = peer.number("paused-seconds");
        ends.row(
            peer.text("name"),
            (paused == 0 ? "" : "paused for " + Human.duration(paused) + ": ") + why);
      }
    }
    if (!ends.isEmpty()) {
      terminal.out().println();
      ends.print(terminal);
    }
  }

  /// An address that means something on its link alone stands with it.
  private static String place(Json.Obj peer) {
    String address = peer.text("address");
    String device = peer.text("interface");
    boolean onLink = address.toLowerCase(Locale.ROOT).startsWith("fe80:");
    return address.isEmpty() || device.isEmpty()
        ? address + device
        : onLink ? address + "%" + device : address;
  }

  private static void peer(Json.Obj peer, Terminal terminal) {
    boolean up = peer.text("state").equals(ESTABLISHED);
    terminal.out().println(terminal.bold(Table.clean(peer.text("name"))));
    String since = " for " + Human.duration(peer.number("since-seconds"));
    Table table = new Table(Column.left(""), Column.wrapping(""));
    where(peer, table, terminal);
    table.row("  group", Optional.of(peer.text("group")).filter(g -> !g.isEmpty()).orElse("-"));
    table.row("  AS", plain(peer, "remote-as") + " (" + peer.text("role") + ")");
    table.row(up ? terminal::green : terminal::red, 1, "  state", peer.text("state") + since);
    if (peer.number("paused-seconds") > 0) {
      table.row(
          terminal::red,
          1,
          "  paused",
          "for "
              + Human.duration(peer.number("paused-seconds"))
              + " more; `munia reset` ends that");
    }
    if (!peer.text("add-path").isEmpty()) {
      table.row("  add-path", peer.text("add-path"));
    }
    nextHop(peer.object("link-local-next-hop"), table);
    table.row("  paths in", Human.number(peer.number("paths-in")));
    table.row("  prefixes out", Human.number(peer.number("prefixes-out")));
    table.row("  UPDATEs in", Human.number(peer.number("updates-in")));
    table.row("  treated as withdraw", Human.number(peer.number("treated-as-withdraw")));
    table.row("  attributes discarded", Human.number(peer.number("attributes-discarded")));
    if (peer.number("too-long") > 0) {
      table.row(
          terminal::red,
          1,
          "  too long to announce",
          Human.number(peer.number("too-long")) + " times: attributes that fit no message");
    }
    RestartAnswers.peer(peer, table);
    for (Json element : peer.list("limits")) {
      Json.Obj limit = asObject(element);
      boolean full = limit.number("prefixes") >= limit.number("max");
      table.row(
          full ? terminal::red : UnaryOperator.identity(),
          1,
          "  limit " + limit.text("direction") + ", " + limit.text("family"),
          Human.number(limit.number("prefixes"))
              + " of "
              + Human.number(limit.number("max"))
              + ", then "
              + limit.text("action")
              + (limit.number("refused") == 0
                  ? ""
                  : "; " + Human.number(limit.number("refused")) + " refused"));
    }
    if (!peer.text("bfd").isEmpty()) {
      table.row("  BFD", peer.text("bfd"));
    }
    if (!peer.text("last-close").isEmpty()) {
      table.row("  last ended by", peer.text("last-close"));
    }
    table.print(terminal);
    PastAnswers.print(peer.list("past"), terminal);
  }

  /// How our next hops are written, where there is a choice.
  private static void nextHop(Json.Obj written, Table table) {
    String why =
        switch (written.text("why")) {
          case "learned" -> ", as the neighbour does it";
          case "negotiated" -> ", as was agreed on";
          case "configured" -> ", as configured";
          default -> ", by default";
        };
    if (!written.text("form").isEmpty()) {
      table.row("  link-local next hop", written.text("form") + why);
    }
  }

  private static void where(Json.Obj peer, Table table, Terminal terminal) {
    String address = peer.text("address");
    table.row("  address", address.isEmpty() ? "-" : address);
    if (!peer.text("interface").isEmpty()) {
      table.row("  interface", peer.text("interface"));
    }
    if (!peer.text("discovery").isEmpty()) {
      table.row(
          address.isEmpty() ? terminal::red : UnaryOperator.identity(),
          1,
          "  discovery",
          peer.text("discovery"));
    }
  }

  private static void refreshed(Json.Obj result, Terminal terminal) {
    String families =
        String.join(
            ", ",
            result.list("families").stream()
                .map(f -> f instanceof Json.Text(String text) ? text : "")
                .toList());
    if (result.bool("in")) {
      terminal.out().println("asked " + result.text("peer") + " for " + families);
    }
    if (result.bool("out")) {
      terminal.out().println("sending " + families + " to " + result.text("peer") + " again");
    }
  }

  private static void reset(Json.Obj result, Terminal terminal) {
    long paused = result.number("paused-seconds");
    terminal
        .out()
        .println(
            "reset "
                + Table.clean(result.text("peer"))
                + ", which was "
                + result.text("was")
                + (paused == 0 ? "" : " and was to stay so for " + Human.duration(paused)));
  }

  private static void fib(Json.Obj result, Terminal terminal) {
    Table table =
        new Table(
            Column.breaking("PREFIX"),
            Column.left("STATE"),
            Column.shrinking("WANTED"),
            Column.shrinking("IN THE KERNEL"),
            Column.shrinking("WHY"));
    for (Json element : result.list("routes")) {
      Json.Obj route = asObject(element);
      String state = route.text("state");
      String wanted = route.text("desired");
      String actual = route.text("actual");
      table.row(
          state.equals("installed") ? terminal::green : terminal::red,
          1,
          route.text("prefix"),
          state,
          wanted,
          actual.equals(wanted) ? "the same" : actual,
          route.text("why"));
    }
    terminal
        .out()
        .println("table " + plain(result, "table") + "  protocol " + plain(result, "protocol"));
    if (table.isEmpty()) {
      terminal.out().println("There are no such routes.");
    } else {
      table.print(terminal);
    }
    if (result.bool("truncated")) {
      terminal.out().println("There are more than are shown.");
    }
  }

  private static boolean isDown(Json peer) {
    return !asObject(peer).text("state").equals(ESTABLISHED);
  }

  static Json.Obj asObject(Json value) {
    return value instanceof Json.Obj object ? object : Json.object().build();
  }

  /// A member that may be a text or a number, without grouping: an AS, a metric.
  static String plain(Json.Obj object, String name) {
    return object.get(name).orElse(null) instanceof Json.Num(long value)
        ? Long.toString(value)
        : object.text(name);
  }
}
