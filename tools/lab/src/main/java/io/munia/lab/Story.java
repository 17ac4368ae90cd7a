package io.munia.lab;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the demo tells: how routes come to be, who hears which of them, and that packets follow.
/// Every fact is looked up where it matters (the ToR's table, the node's kernel), never where it
/// was configured.
final class Story {
  /// For sessions to come up, and routes to arrive, on a machine that is busy.
  static final Duration CONVERGED_MAX = Duration.ofSeconds(60);

  private final RunningFabric running;
  private final Fabric fabric;
  private final Report report;
  private final Map<String, Blocks> blocks = new HashMap<>();
  private final Map<String, Pod> pods = new HashMap<>();

  Story(RunningFabric running, Report report) {
    this.running = running;
    this.fabric = running.fabric();
    this.report = report;
  }

  void tell() {
    start();
    sessions();
    blocks();
    tables();
    kernel();
    pods();
    pings();
    Outages outages = new Outages(running, report, blocks, pods);
    outages.stop(fabric.node("a2"));
    outages.kill(fabric.node("b2"));
  }

  private void start() {
    report.chapter("A fabric: a spine, two racks with a ToR each, two nodes a rack");
    running.start();
    for (Rack rack : fabric.racks()) {
      report.fact(
          "rack %s, AS %d: %s runs %s; %s run muniad",
          rack.name(),
          rack.as(),
          rack.tor(),
          running.tor(rack).kind(),
          String.join(" and ", rack.nodes().stream().map(Node::name).toList()));
    }
    report.fact("spine, AS %d, runs %s", Fabric.SPINE_AS, running.spine().kind());
  }

  private void sessions() {
    report.chapter("Sessions: one per neighbour, over IPv4, for both families");
    for (Rack rack : fabric.racks()) {
      LabRouter tor = running.tor(rack);
      for (Node node : rack.nodes()) {
        established(tor, node.name());
        established(running.muniad(node), "tor");
      }
      established(tor, "spine");
      established(running.spine(), rack.tor().name());
      report.fact(
          "%s: Established with %s (iBGP, reflects to them) and spine (eBGP)",
          rack.tor(), String.join(", ", rack.nodes().stream().map(Node::name).toList()));
    }
  }

  private static void established(LabRouter router, String peer) {
    Until.holds(
        router.process().what() + ": session with " + peer + " is Established",
        CONVERGED_MAX,
        () -> router.established(peer));
  }

  private void blocks() {
    report.chapter("Blocks: each node took one per family from its rack's span");
    fabric.racks().forEach(rack -> blocks.putAll(Blocks.await(rack)));
    for (Rack rack : fabric.racks()) {
      Blocks first = of(rack.nodes().getFirst());
      for (Node node : rack.nodes()) {
        Blocks own = of(node);
        check(own.lieInTheirSpans(), node + "'s blocks lie outside of its rack's spans: " + own);
        report.fact("%s: %s  %s", node.name(), own.block4(), own.block6());
      }
      report.fact("rack %s: all of them in %s  %s", rack.name(), first.span4(), first.span6());
    }
    long distinct = blocks.values().stream().map(Blocks::block4).distinct().count();
    check(distinct == blocks.size(), "two nodes hold the same block: " + blocks);
    check(
        !of(fabric.node("a1")).span4().equals(of(fabric.node("b1")).span4()),
        "both racks have the same span: " + blocks);
  }

  private void tables() {
    report.chapter("Who knows what: the rack every block, the spine one aggregate per rack");
    Set<String> spans4 = new TreeSet<>();
    Set<String> spans6 = new TreeSet<>();
    for (Rack rack : fabric.racks()) {
      spans4.add(of(rack.nodes().getFirst()).span4());
      spans6.add(of(rack.nodes().getFirst()).span6());
    }
    for (Rack rack : fabric.racks()) {
      Set<String> expected4 = new TreeSet<>(spans4);
      Set<String> expected6 = new TreeSet<>(spans6);
      rack.nodes().forEach(node -> expected4.add(of(node).block4()));
      rack.nodes().forEach(node -> expected6.add(of(node).block6()));
      tableIs(running.tor(rack), expected4, expected6);
      report.fact(
          "%s has the blocks of its nodes and both aggregates, and nothing else", rack.tor());
    }
    tableIs(running.spine(), spans4, spans6);
    report.fact(
        "spine has exactly one aggregate per rack and family, and no block: %d routes",
        spans4.size() + spans6.size());
    Rack first = fabric.racks().getFirst();
    report.quote("tor1: " + running.tor(first).howToAsk(), running.tor(first).table());
    report.quote("spine: " + running.spine().howToAsk(), running.spine().table());
  }

  private static void tableIs(LabRouter router, Set<String> expected4, Set<String> expected6) {
    tableIs(router, IPV4_UNICAST, expected4);
    tableIs(router, IPV6_UNICAST, expected6);
  }

  private static void tableIs(
      LabRouter router, io.munia.net.AddressFamily family, Set<String> expected) {
    try {
      Until.holds("", CONVERGED_MAX, () -> router.prefixes(family).equals(expected));
    } catch (LabFailure _) {
      throw new LabFailure(
          router.process().what()
              + " should have the "
              + family
              + " routes "
              + expected
              + " and has "
              + router.prefixes(family));
    }
  }

  private void kernel() {
    report.chapter("In each node's kernel: what was learned, and a discard for every hole");
    for (Node node : fabric.nodes()) {
      Blocks own = of(node);
      Blocks neighbour = of(fabric.neighbourOf(node));
      Node beyond = fabric.node(node.rack() == 1 ? "b1" : "a1");
      Rack rack = fabric.rackOf(node);
      Node other = fabric.neighbourOf(node);
      leads(node, neighbour.block4(), other.address4(), neighbour.block6(), other.address6());
      leads(node, of(beyond).span4(), rack.torAddress4(), of(beyond).span6(), rack.torAddress6());
      report.fact(
          "%s: %s via %s, %s via %s; discards %s and %s",
          node.name(),
          neighbour.block4(),
          other.name(),
          of(beyond).span4(),
          rack.tor(),
          own.block4(),
          own.span4());
    }
    report.fact("the same in IPv6");
  }

  private static void leads(
      Node node, String prefix4, String gateway4, String prefix6, String gateway6) {
    Until.holds(
        node.name() + "'s kernel has " + prefix4 + " via " + gateway4,
        CONVERGED_MAX,
        () -> KernelRoutes.of(node.host(), false).leads(prefix4, gateway4));
    Until.holds(
        node.name() + "'s kernel has " + prefix6 + " via " + gateway6,
        CONVERGED_MAX,
        () -> KernelRoutes.of(node.host(), true).leads(prefix6, gateway6));
  }

  private void pods() {
    report.chapter("Pods: `munia ipam assign`, a veth pair, a host route each");
    for (Node node : fabric.nodes()) {
      Assigned assigned = Assigned.take(running.muniad(node), "pod-" + node.name());
      check(
          of(node).contain(assigned.address4()) && of(node).contain(assigned.address6()),
          node.name() + " was given an address outside of its blocks: " + assigned);
      pods.put(node.name(), Pod.plug(node, assigned.address4(), assigned.address6()));
      report.fact("pod-%s: %s  %s", node.name(), assigned.address4(), assigned.address6());
    }
  }

  private void pings() {
    report.chapter("Packets: every pod pings every other");
    for (String kind : List.of("inside a rack", "across racks")) {
      int pairs = 0;
      for (Pod from : pods.values()) {
        for (Pod to : pods.values()) {
          boolean sameRack = from.node().rack() == to.node().rack();
          if (!from.equals(to) && sameRack == kind.equals("inside a rack")) {
            check(from.reaches4(to), from.host() + " cannot ping " + to.host() + " over IPv4");
            check(from.reaches6(to), from.host() + " cannot ping " + to.host() + " over IPv6");
            pairs++;
          }
        }
      }
      report.fact("%s: %d of %d pairs, IPv4 and IPv6", kind, pairs, pairs);
    }
  }

  private Blocks of(Node node) {
    Blocks found = blocks.get(node.name());
    if (found == null) {
      throw new IllegalStateException("no blocks of " + node.name() + " are known yet");
    }
    return found;
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new LabFailure(otherwise);
    }
  }
}
