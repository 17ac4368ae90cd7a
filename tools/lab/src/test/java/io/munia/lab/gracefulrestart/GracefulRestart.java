package io.munia.lab.gracefulrestart;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.RouteMonitor;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.net.AddressFamily;

/// What holds with every neighbour that knows RFC 4724; `description.txt` draws it.
final class GracefulRestart {
  static final String KEPT = "10.8.0.0/16";
  static final String LEFT_OUT = "10.7.0.0/16";
  static final String FULL = "graceful-restart { mode = full, restart-time = 60s }";

  private GracefulRestart() {}

  /// The neighbour is killed and comes back with less: [RFC 4724
  /// §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2).
  ///
  /// @param kill has it killed
  /// @param startAgain starts it without [#LEFT_OUT]
  static void neighbourRestarts(Cable cable, Muniad muniad, Runnable kill, Runnable startAgain) {
    Until.holds(
        "all three routes are in the kernel",
        Cable.LIMIT,
        () -> allOfTheirs(cable.ours()) && inKernel(cable.ours(), LEFT_OUT));
    assertThat(muniad.munia("peers", "peer")).contains("graceful restart").contains("ipv4-unicast");
    RouteMonitor monitor = RouteMonitor.start(cable.ours());
    kill.run();
    Until.holds("the session is lost", Cable.LIMIT, () -> !muniad.established("peer"));
    assertThat(muniad.munia("routes")).contains("10.0.0.2 (stale)");
    assertThat(muniad.munia("explain", KEPT)).contains("kept though the session was lost");
    assertThat(muniad.munia("peers", "peer")).contains("stale, ipv4-unicast");
    startAgain.run();
    Until.holds(
        "what is not told again goes",
        Cable.LIMIT,
        () -> !muniad.has(AddressFamily.IPV4_UNICAST, LEFT_OUT));
    Until.holds("and leaves the kernel", Cable.LIMIT, () -> !inKernel(cable.ours(), LEFT_OUT));
    assertThat(muniad.munia("routes")).contains(KEPT).doesNotContain("stale");
    assertThat(monitor.changes())
        .as("one route goes, nothing else moves")
        .hasSize(1)
        .allMatch(line -> line.startsWith("Deleted " + LEFT_OUT));
  }

  /// muniad is killed and comes back: [RFC 4724
  /// §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1).
  static void weRestart(Cable cable, Muniad muniad) {
    Until.holds(
        "routes are in the kernels",
        Cable.LIMIT,
        () ->
            inKernel(cable.theirs(), Cable.OUR_ROUTE4)
                && hasIpv6(cable.theirs(), Cable.OUR_ROUTE6)
                && allOfTheirs(cable.ours()));
    RouteMonitor there = RouteMonitor.start(cable.theirs());
    RouteMonitor here = RouteMonitor.start(cable.ours());
    muniad.process().kill();
    Muniad again = cable.muniad(FULL);
    Until.holds("a session again", Cable.LIMIT, () -> again.established("peer"));
    Until.holds(
        "all is announced again",
        Cable.LIMIT,
        () ->
            again.munia("peers", "peer").matches("(?s).*prefixes out +2.*")
                && !again.munia("status").contains("is not announced yet"));
    assertThat(inKernel(cable.theirs(), Cable.OUR_ROUTE4)).isTrue();
    assertThat(there.changes()).as("nothing moved there").isEmpty();
    assertThat(here.changes()).as("nothing moved here").isEmpty();
    RouteMonitor stop = RouteMonitor.start(cable.theirs());
    again.process().stop();
    Muniad third = cable.muniad(FULL);
    Until.holds(
        "a session once more, after SIGTERM",
        Cable.LIMIT,
        () -> third.munia("peers", "peer").matches("(?s).*prefixes out +2.*"));
    assertThat(stop.changes()).as("nothing moved there after SIGTERM either").isEmpty();
    assertThat(third.munia("reset", "peer", "--hard")).contains("reset peer");
  }

  /// Of both families, for a monitor must not see the second of them arrive.
  private static boolean allOfTheirs(Host host) {
    return inKernel(host, KEPT) && hasIpv6(host, Cable.THEIR_ROUTE6);
  }

  private static boolean hasIpv6(Host host, String prefix) {
    return host.show("-6", "route", "show", prefix).contains("via");
  }

  private static boolean inKernel(Host host, String prefix) {
    return host.show("route", "show", prefix).contains("via");
  }
}
