package io.munia.lab.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.peering.control.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What is shown with each of the others: sessions over IPv4 and IPv6 whose paths are watched, and
/// a loss that is noticed long before the hold time of 90 s.
final class Paths {
  static final String FAST = "bfd { interval = 100ms }";
  static final String STRICT = "bfd { interval = 100ms, strict = true }";

  /// Three intervals of 100 ms, and a machine that is busy with other things.
  private static final Duration NOTICED_MAX = Duration.ofSeconds(3);

  private static final List<String> BOTH = List.of("four", "six");

  private Paths() {}

  static Muniad muniad(Host ours, String bfd) {
    return Muniad.start(Checkout.here(), ours, configuration(ours, bfd));
  }

  static String configuration(Host ours, String bfd) {
    return """
    munia {
      router-id = 10.0.0.1
      as        = 64512
      listen    = ["10.0.0.1:179", "[fd00::1]:179"]
      groups {
        watched {
          remote-as     = 64513
          import        = accept-all
          export        = accept-all
          connect-retry = 1s
          %s
        }
      }
      peers {
        four { group = watched, address = 10.0.0.2 }
        six  { group = watched, address = "fd00::2" }
      }
      control { socket = "%s" }
    }
    """
        .formatted(bfd, ours.folder().resolve("munia.sock"));
  }

  static Json.Obj session(Muniad muniad, String peer) {
    return one(muniad.ask("bfd", Map.of("peer", peer)).list("sessions"));
  }

  static Json.Obj peer(Muniad muniad, String peer) {
    return one(muniad.ask("peers", Map.of("peer", peer)).list("peers"));
  }

  private static Json.Obj one(List<Json> all) {
    assertThat(all).hasSize(1);
    return (Json.Obj) all.getFirst();
  }

  private static boolean up(Muniad muniad, String peer) {
    return muniad.established(peer)
        && session(muniad, peer).text("state").equals("Up")
        && session(muniad, peer).number("detect-micros") == 300_000;
  }

  static void comeUp(Muniad muniad, BooleanSupplier thereToo) {
    Until.holds(
        "BGP and BFD are up, fast, over both",
        Cable.LIMIT,
        () -> BOTH.stream().allMatch(peer -> up(muniad, peer)) && thereToo.getAsBoolean());
  }

  /// Packets vanish between two links that both stay up.
  static void vanish(Cable cable) {
    String nobody = " lladdr 02:00:00:00:00:99 nud permanent dev eth0";
    cable.ours().ip("neigh replace 10.0.0.2" + nobody, "neigh replace fd00::2" + nobody);
    cable.theirs().ip("neigh replace 10.0.0.1" + nobody, "neigh replace fd00::1" + nobody);
  }

  static void mend(Cable cable) {
    cable.ours().ip("neigh del 10.0.0.2 dev eth0", "neigh del fd00::2 dev eth0");
    cable.theirs().ip("neigh del 10.0.0.1 dev eth0", "neigh del fd00::1 dev eth0");
  }

  /// Both sessions end because of BFD, and come back when the path does.
  static void lossIsNoticed(Muniad muniad, Runnable cut, Runnable mend, BooleanSupplier thereToo) {
    comeUp(muniad, thereToo);
    // FRR begins its own sessions anew while BGP comes up.
    List<Long> before = BOTH.stream().map(peer -> session(muniad, peer).number("downs")).toList();
    cut.run();
    Until.holds(
        "both sessions end",
        NOTICED_MAX,
        () -> BOTH.stream().noneMatch(peer -> muniad.established(peer)));
    for (String peer : BOTH) {
      long downs = before.get(BOTH.indexOf(peer));
      String why = peer(muniad, peer).text("last-close");
      assertThat(why).startsWith("sent NOTIFICATION 6/10, Cease: BFD Down: ");
      assertThat(muniad.munia("peers", peer)).contains("BFD Down");
      assertThat(session(muniad, peer).number("downs")).isGreaterThan(downs);
    }
    assertThat(muniad.munia("bfd")).contains("DETECT", "Down", "no packet for 300 ms");
    mend.run();
    comeUp(muniad, thereToo);
  }
}
