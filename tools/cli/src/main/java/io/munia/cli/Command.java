package io.munia.cli;

import static io.munia.cli.Command.Option.flag;
import static io.munia.cli.Command.Option.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The verbs of `munia`: the one table from which both parsers, the help and the completion are
/// made. What a verb prints is in [Answers].
enum Command {
  STATUS("status", "What this speaker is, its tables and its neighbours in short"),
  PEERS("peers", "All neighbours, or one of them in full"),
  ROUTES("routes", "Routes: all, those of one prefix, or those from or to one neighbour"),
  AGGREGATES("aggregates", "Aggregates: all, or one with the routes that it stands for"),
  EXPLAIN(
      "explain", "Why a route is what it is: policies, the choice, and what a neighbour is told"),
  POLICIES("policies", "Policies that neighbours have, and how often each rule decided"),
  REFRESH("refresh", "Have a neighbour tell its routes again, send it ours again, or both"),
  RESET("reset", "End the session with a neighbour and begin a new one; ends a pause, too"),
  QUARANTINE("quarantine", "The last messages of a neighbour that were malformed, taken apart"),
  IPAM_SHOW("ipam show", "Pools, the blocks of this node, and what is taken from them"),
  IPAM_ASSIGN("ipam assign", "Take an address from this node's blocks"),
  IPAM_RELEASE("ipam release", "Give addresses back"),
  IPAM_CHECK("ipam check", "Whether the store agrees with itself; what does not"),
  BFD("bfd", "Neighbours whose paths are watched by BFD: all, or one of them in full"),
  FIB("fib", "Routes this speaker keeps in the kernel"),
  CHECK("check", "Read a configuration and say what is wrong with it; needs no daemon"),
  DECODE("decode", "Take BGP messages apart, and say what a session would do with them"),
  DIFF("diff", "What a reload would change, and what that costs"),
  VERSION("version", "The version of this client"),
  COMPLETION("completion", "A completion script for bash and zsh: . <(munia completion)"),
  HELP("help", "All verbs, options and exit codes");

  /// The client asks for the pages.
  private static final String ALL = "--all";

  /// The client writes the file.
  private static final String PCAP = "--pcap";

  private final String words;
  private final String summary;

  Command(String words, String summary) {
    this.words = words;
    this.summary = summary;
  }

  /// As typed: one word or two.
  String words() {
    return words;
  }

  String summary() {
    return summary;
  }

  /// What may or must stand after the verb.
  Optional<Operand> operand() {
    return Optional.ofNullable(
        switch (this) {
          case BFD -> Operand.optional("ADDR", "peer", "address or name of one neighbour");
          case PEERS -> Operand.optional("ADDR", "peer", "address or name of one neighbour");
          case ROUTES ->
              Operand.optional("PREFIX", "prefix", "a prefix, or an address: its longest match");
          case AGGREGATES -> Operand.optional("PREFIX", "prefix", "the prefix of one of them");
          case EXPLAIN ->
              Operand.required("PREFIX", "prefix", "a prefix, or an address: its longest match");
          case POLICIES -> Operand.optional("NAME", "policy", "one policy");
          case REFRESH -> Operand.required("ADDR", "peer", "address or name of the neighbour");
          case RESET -> Operand.required("ADDR", "peer", "address or name of the neighbour");
          case QUARANTINE -> Operand.required("ADDR", "peer", "address or name of the neighbour");
          case DIFF -> Operand.optional("FILE", "file", "in place of the file that a reload reads");
          case IPAM_RELEASE -> Operand.optional("ADDR", "address", "the address");
          case DECODE ->
              Operand.optional(
                  "HEX|FILE",
                  "input",
                  "messages or path attributes in hex, or a file with them, a capture, or lines of"
                      + " JSON; standard input where not given");
          case CHECK -> Operand.required("FILE", "file", "the configuration");
          case STATUS, IPAM_SHOW, IPAM_ASSIGN, IPAM_CHECK, FIB, VERSION, COMPLETION, HELP -> null;
        });
  }

  /// The verb's own options.
  List<Option> options() {
    return switch (this) {
      case ROUTES ->
          List.of(
              value("--family", "FAMILY", "one such as ipv4-vpn; both unicast where not given"),
              value("--in", "PEER", "as this neighbour says it, before import policy"),
              flag("--accepted", "with --in: as import policy left it"),
              value("--out", "PEER", "as announced to this neighbour"),
              value(
                  "--limit", "N", "at most this many prefixes; 1000 where not given, up to 20000"),
              value("--after", "PREFIX", "go on behind this prefix"),
              flag(ALL, "all there are, in no order; with --json an object for each page"));
      case AGGREGATES ->
          List.of(
              value("--limit", "N", "at most this many contributors; 20 where not given"),
              value("--after", "PREFIX", "go on behind this contributor"));
      case EXPLAIN ->
          List.of(
              value("--family", "FAMILY", "one without prefixes: PREFIX is what `routes` shows"),
              value("--from", "PEER", "only paths from this neighbour"),
              value("--to", "PEER", "what this neighbour is told, and why not"));
      case REFRESH ->
          List.of(flag("--in", "only what it tells us"), flag("--out", "only what we send to it"));
      case RESET ->
          List.of(
              value("--reason", "TEXT", "for the neighbour's operator"),
              flag("--hard", "neither side keeps routes of the other until it is back"));
      case QUARANTINE -> List.of(value(PCAP, "FILE", "write them to this capture instead"));
      case IPAM_ASSIGN ->
          List.of(
              value("--handle", "ID", "what the address is for; releases by it later"),
              value("--family", "FAMILY", "ipv4 or ipv6; both where not given"));
      case IPAM_RELEASE -> List.of(value("--handle", "ID", "all addresses of this handle"));
      case FIB ->
          List.of(flag("--diff", "only what differs between what is wanted and what is there"));
      case DECODE ->
          List.of(
              flag("--as2", "AS_PATH carries 2-octet numbers"),
              value("--addpath", "FAMILIES", "families whose NLRI carry a path id, by commas"),
              flag("--ibgp", "the sender is of our AS"),
              flag("--extended", "messages may have up to 65,535 bytes"),
              value("--remote-as", "N", "the sender's AS, which an AS_PATH must begin with"));
      case STATUS,
          PEERS,
          BFD,
          POLICIES,
          IPAM_SHOW,
          IPAM_CHECK,
          CHECK,
          DIFF,
          VERSION,
          COMPLETION,
          HELP ->
          List.of();
    };
  }

  /// Whether the daemon answers it, by its name in the control protocol.
  Optional<String> wireVerb() {
    return switch (this) {
      case STATUS,
          PEERS,
          ROUTES,
          AGGREGATES,
          EXPLAIN,
          POLICIES,
          REFRESH,
          RESET,
          QUARANTINE,
          BFD,
          FIB,
          DIFF ->
          Optional.of(words);
      case IPAM_SHOW, IPAM_ASSIGN, IPAM_RELEASE, IPAM_CHECK -> Optional.of(words.replace(' ', '-'));
      case CHECK, DECODE, VERSION, COMPLETION, HELP -> Optional.empty();
    };
  }

  /// What stands on its own after the verb.
  ///
  /// @param label in help
  /// @param argument its name in the control protocol
  record Operand(String label, String argument, boolean required, String description) {
    static Operand optional(String label, String argument, String description) {
      return new Operand(label, argument, false, description);
    }

    static Operand required(String label, String argument, String description) {
      return new Operand(label, argument, true, description);
    }
  }

  /// @param name with its dashes; without them, its name in the control protocol
  /// @param label of the value in help; empty for an option that takes none
  record Option(String name, String label, String description) {
    static Option flag(String name, String description) {
      return new Option(name, "", description);
    }

    static Option value(String name, String label, String description) {
      return new Option(name, label, description);
    }

    boolean takesValue() {
      return !label.isEmpty();
    }

    String argument() {
      return name.substring(2);
    }
  }

  /// A command line that was understood.
  ///
  /// @param socket as given, if it was
  /// @param json whether the answer is printed as it came
  /// @param arguments by their names in the control protocol
  record Invocation(
      Command command, Optional<String> socket, boolean json, Map<String, String> arguments) {
    Invocation {
      arguments = Map.copyOf(arguments);
    }

    /// The same with other arguments.
    Invocation with(Map<String, String> others) {
      return new Invocation(command, socket, json, others);
    }
  }
}
