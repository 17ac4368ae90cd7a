package io.munia.peering.text;

/// A kind of section, with the path that stands for it in the reference.
enum Kind {
  ROOT("munia", "The speaker itself."),
  GROUP("munia.groups.NAME", "What several peers have in common; a peer's own option wins."),
  PEER(
      "munia.peers.NAME",
      "One neighbour. NAME is what tables and policies call it. Takes every option of a group as"
          + " well."),
  DYNAMIC(
      "munia.dynamic.NAME",
      "Neighbours that are not listed: whoever connects from the range. Takes every option of a"
          + " group as well; connections are never opened from here."),
  CONFEDERATION(
      "munia.confederation",
      "Several member ASes that look like one from outside (RFC 5065). `as` is then our member AS."),
  PREFIX_LIMIT(
      "munia.groups.NAME.prefix-limit.FAMILY",
      "How many prefixes of a family a neighbour may announce, and in `prefix-limit-out` be"
          + " announced. A peer's own limits stand in place of its group's."),
  BFD(
      "munia.groups.NAME.bfd",
      "Bidirectional Forwarding Detection (RFC 5880) with a neighbour; `bfd = on` for the values"
          + " that hold unsaid. A peer's own section stands in place of its group's. A neighbour"
          + " with which BFD never came up, or that has shut it down, keeps its session."),
  GRACEFUL_RESTART(
      "munia.groups.NAME.graceful-restart",
      "Who keeps whose routes when a session is lost or a speaker restarts (RFC 4724, 8538, 9494). A"
          + " peer's own section stands in place of its group's."),
  POLICY(
      "munia.policies.NAME",
      "Rules in order; the first that matches decides. `accept-all` and `reject-all` are there"
          + " already."),
  SETS("munia.sets", "Sets by name. A list in a policy takes such names beside values of its own."),
  RULE("munia.policies.NAME.rules[]", "One rule."),
  MATCH(
      "munia.policies.NAME.rules[].match",
      "What a rule applies to. All that is given must hold; without any, every route matches."),
  SET(
      "munia.policies.NAME.rules[].set",
      "What a rule that accepts, or goes on, changes, in this order."),
  ROUTE(
      "munia.routes.\"PREFIX\"",
      "A route of this speaker's own; policies call its source `static`."),
  AGGREGATE(
      "munia.aggregates.\"PREFIX\"",
      "A route that this speaker announces while it has more specific ones, with a discard route in"
          + " the kernel; policies call its source `aggregate`. It carries AGGREGATOR, never an"
          + " AS_SET, and no community of its contributors. Another aggregate inside neither"
          + " contributes nor is suppressed."),
  IPAM("munia.ipam", "Address blocks of this node. Without the section there are none."),
  PLACE("munia.ipam.place", "Where the node stands."),
  POOL("munia.ipam.pools.NAME", "What blocks are cut from."),
  LEVEL("munia.ipam.pools.NAME.levels[]", "One level of the tree, from the outside in."),
  ANNOUNCE("munia.ipam.announce", "Which routes come of the blocks."),
  MULTIPATH(
      "munia.multipath",
      "How many equal paths the kernel table uses together. What is announced is the best alone."),
  FIB("munia.fib", "The kernel table that is kept; `fib = off` for a route reflector."),
  METRICS("munia.metrics", "Prometheus metrics. Without the section nothing listens."),
  CONTROL("munia.control", "The socket of `munia`; `control = off` for none.");

  private final String path;
  private final String meaning;

  Kind(String path, String meaning) {
    this.path = path;
    this.meaning = meaning;
  }

  String path() {
    return path;
  }

  String meaning() {
    return meaning;
  }
}
