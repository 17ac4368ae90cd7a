package io.munia.lab;

import static io.munia.lab.Report.time;
import static io.munia.lab.Story.check;
import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;
import io.munia.peering.control.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of the story in which a node's muniad ends, once politely and once not, and comes back.
final class Outages {
  /// For a withdrawal to have spread: many times what it takes.
  private static final Duration WITHDRAWN_MAX = Duration.ofSeconds(15);

  /// How long a ToR may take to act on a closed connection, before it counts as keeping the routes.
  private static final Duration DROPPED_MAX = Duration.ofSeconds(2);

  private final RunningFabric running;
  private final Fabric fabric;
  private final Report report;
  private final Map<String, Blocks> blocks;
  private final Map<String, Pod> pods;

  Outages(RunningFabric running, Report report, Map<String, Blocks> blocks, Map<String, Pod> pods) {
    this.running = running;
    this.fabric = running.fabric();
    this.report = report;
    this.blocks = blocks;
    this.pods = pods;
  }

  /// SIGINT: for good, withdrawn at once, and the same block when it is back.
  void stop(Node node) {
    report.chapter("Stop " + node.name() + "'s muniad for good (SIGINT)");
    LabRouter tor = running.torOf(node);
    Blocks own = own(node);
    Node neighbour = fabric.neighbourOf(node);
    Muniad muniad = running.muniad(node);

    node.host().run("kill", "-INT", Long.toString(muniad.process().process().pid())).must();
    Duration atTor =
        Until.measured(
            tor.process().what() + " has lost " + own.block4() + " and " + own.block6(),
            WITHDRAWN_MAX,
            () -> !tor.has(IPV4_UNICAST, own.block4()) && !tor.has(IPV6_UNICAST, own.block6()));
    report.fact(
        "%s withdrew %s and %s %s after the signal",
        tor.process().host(), own.block4(), own.block6(), time(atTor));
    Until.holds(
        neighbour.name() + "'s kernel has lost " + own.block4() + " and " + own.block6(),
        WITHDRAWN_MAX,
        () ->
            !KernelRoutes.of(neighbour.host(), false).has(own.block4())
                && !KernelRoutes.of(neighbour.host(), true).has(own.block6()));
    report.fact("%s's kernel has lost them, too", neighbour.name());
    muniad.process().stop();
    int status = muniad.process().process().exitValue();
    check(status == 0, muniad.process().what() + " exited with " + status + " after SIGINT");
    report.fact("muniad on %s has ended, status 0", node.name());
    check(spineUnchanged(), "the spine's table changed when " + node.name() + " stopped");
    report.fact(
        "the spine has heard nothing of it: %s still announces %s", neighbour.name(), own.span4());
    othersReachEachOther(node);
    back(node);
  }

  /// SIGKILL: the kernel goes on forwarding, and a restart touches none of its routes.
  void kill(Node node) {
    report.chapter("Kill " + node.name() + "'s muniad (SIGKILL)");
    LabRouter tor = running.torOf(node);
    Blocks own = own(node);
    List<KernelRoutes> before = kernel(node);
    try (RouteMonitor monitor = RouteMonitor.start(node.host())) {
      running.muniad(node).process().kill();
      Optional<Duration> withdrawn =
          Until.perhaps(
              DROPPED_MAX,
              () -> !tor.has(IPV4_UNICAST, own.block4()) && !tor.has(IPV6_UNICAST, own.block6()));
      List<KernelRoutes> during = kernel(node);
      check(during.equals(before), node.name() + "'s kernel routes changed: " + during);
      report.fact(
          "%s's kernel keeps its %d routes of muniad",
          node.name(), before.stream().mapToInt(routes -> routes.routes().size()).sum());
      check(withdrawn.isEmpty(), tor.process().host() + " has withdrawn the blocks");
      boolean reached = pod(fabric.neighbourOf(node)).reaches4(pod(node));
      check(reached, node.name() + "'s pod is not reached though its blocks are kept");
      report.fact(
          "%s keeps the blocks (graceful restart), and pods of %s stay within reach",
          tor.process().host(), node.name());
      othersReachEachOther(node);
      back(node);
      settled(node);
      List<String> changes =
          monitor.changes().stream().filter(line -> line.contains("proto 187")).toList();
      check(
          changes.isEmpty(),
          node.name() + "'s kernel routes were not adopted but changed: " + changes);
    }
    check(kernel(node).equals(before), node.name() + "'s kernel routes differ: " + kernel(node));
    report.fact("`ip monitor route` saw no route deleted, added or changed: all were adopted");
  }

  /// Starts it again, and looks for the blocks it had.
  private void back(Node node) {
    LabRouter tor = running.torOf(node);
    Blocks own = own(node);
    boolean kept = tor.has(IPV4_UNICAST, own.block4()) && tor.has(IPV6_UNICAST, own.block6());
    long start = System.nanoTime();
    running.restart(node);
    Until.holds(
        tor.process().what() + " has " + own.block4() + " and " + own.block6() + " again",
        Story.CONVERGED_MAX,
        () -> tor.has(IPV4_UNICAST, own.block4()) && tor.has(IPV6_UNICAST, own.block6()));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Blocks now = Blocks.await(node);
    check(now.equals(own), node.name() + " came back with other blocks: " + now);
    if (kept) {
      report.fact("started again: the same blocks, which nobody has missed");
    } else {
      report.fact("started again: the same blocks, announced %s after the start", time(took));
    }
    Pod pod = pod(node);
    for (Pod other : pods.values()) {
      if (!other.equals(pod)) {
        Until.holds(
            pod.host() + " and " + other.host() + " reach each other again",
            Story.CONVERGED_MAX,
            () -> pod.reaches4(other) && pod.reaches6(other));
      }
    }
    report.fact("its pod and all others reach each other, IPv4 and IPv6");
  }

  /// Waits until the node's muniad has heard all its neighbour has to say and the kernel has it.
  private void settled(Node node) {
    Muniad muniad = running.muniad(node);
    Until.holds(
        muniad.process().what() + " has its initial routes",
        Story.CONVERGED_MAX,
        () -> {
          List<Json> families = muniad.ask("status", Map.of()).list("families");
          return !families.isEmpty()
              && families.stream().allMatch(family -> Muniad.object(family).bool("converged"));
        });
    Until.holds(
        muniad.process().what() + " has nothing left to tell the kernel",
        Story.CONVERGED_MAX,
        () -> muniad.ask("fib", Map.of("diff", "true")).list("routes").isEmpty());
  }

  private boolean spineUnchanged() {
    for (Rack rack : fabric.racks()) {
      Blocks any = own(rack.nodes().getFirst());
      if (!running.spine().has(IPV4_UNICAST, any.span4())
          || !running.spine().has(IPV6_UNICAST, any.span6())) {
        return false;
      }
    }
    return running.spine().prefixes(IPV4_UNICAST).size() == fabric.racks().size()
        && running.spine().prefixes(IPV6_UNICAST).size() == fabric.racks().size();
  }

  private void othersReachEachOther(Node absent) {
    List<Pod> others = pods.values().stream().filter(pod -> !pod.node().equals(absent)).toList();
    for (Pod from : others) {
      for (Pod to : others) {
        check(
            from.equals(to) || from.reaches4(to) && from.reaches6(to),
            from.host() + " cannot ping " + to.host() + " while " + absent.name() + " is away");
      }
    }
    report.fact("pods of the other nodes reach each other meanwhile");
  }

  private static List<KernelRoutes> kernel(Node node) {
    return List.of(KernelRoutes.of(node.host(), false), KernelRoutes.of(node.host(), true));
  }

  private Blocks own(Node node) {
    Blocks found = blocks.get(node.name());
    if (found == null) {
      throw new IllegalStateException("no blocks of " + node.name() + " are known yet");
    }
    return found;
  }

  private Pod pod(Node node) {
    Pod found = pods.get(node.name());
    if (found == null) {
      throw new IllegalStateException("no pod runs on " + node.name() + " yet");
    }
    return found;
  }
}
