package io.munia.lab.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Checkout;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.BirdPeer;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdPolicyTest {

  @Test
  void a_reload_of_policies_changes_routes_and_no_session() {
    Cable cable = Cable.plug("policy");
    BirdPeer bird = BirdPeer.start(cable);
    Muniad muniad =
        Muniad.start(Checkout.here(), cable.ours(), configuration(cable, "accept-all", "all"));
    Until.holds(
        "the session is up, with routes",
        Cable.LIMIT,
        () -> bird.hears("10.9.0.0/16", "10.0.0.1") && bird.hears("10.10.0.0/16", "10.0.0.1"));
    Until.holds("ours has theirs", Cable.LIMIT, () -> best(muniad, Cable.THEIR_ROUTE4));
    String before = imported(bird);
    assertThat(before).as("BIRD counts").contains("Import updates:");
    String logged = bird.output();

    muniad.reload(configuration(cable, "in", "some"));
    Until.holds(
        "one route of ours is withdrawn, one of theirs not taken any longer",
        Cable.LIMIT,
        () -> !bird.hears("10.10.0.0/16", "10.0.0.1") && !best(muniad, Cable.THEIR_ROUTE4));
    assertThat(imported(bird)).as("nothing is sent again").isEqualTo(before);
    assertThat(best(muniad, Cable.THEIR_ROUTE6)).isTrue();
    assertThat(muniad.munia("explain", Cable.THEIR_ROUTE4))
        .contains("import policy in: rejected by rule 1");
    assertThat(muniad.munia("explain", "10.10.0.0/16", "--to", "peer"))
        .contains("not announced to peer: rejected by the export policy");
    assertThat(muniad.munia("routes", "--in", "peer")).contains(Cable.THEIR_ROUTE4);
    assertThat(muniad.munia("routes", "--in", "peer", "--accepted"))
        .doesNotContain(Cable.THEIR_ROUTE4);

    muniad.reload(configuration(cable, "accept-all", "all"));
    Until.holds(
        "both are there again",
        Cable.LIMIT,
        () -> bird.hears("10.10.0.0/16", "10.0.0.1") && best(muniad, Cable.THEIR_ROUTE4));
    assertThat(muniad.munia("peers", "peer")).contains("Established");
    assertThat(bird.output())
        .startsWith(logged)
        .satisfies(all ->
            assertThat(all.substring(logged.length()))
                .as("since the session is up")
                .doesNotContain("Received: ")
                .doesNotContain("State changed"));
  }

  private static boolean best(Muniad muniad, String prefix) {
    return muniad.munia("routes", prefix).contains("* from peer");
  }

  /// How many announcements BIRD has received, both families.
  private static String imported(BirdPeer bird) {
    return bird.bird().ask("show protocols all munia").stream()
        .filter(line -> line.contains("Import updates:"))
        .toList()
        .toString();
  }

  private static String configuration(Cable cable, String in, String out) {
    return """
    munia {
      router-id = 10.0.0.1
      as        = 64512
      listen    = ["10.0.0.1:179"]
      sets { prefixes { unwanted = ["10.8.0.0/14 le 16"] } }
      policies {
        in   { rules = [ { match { prefix = unwanted }, then = reject } ], default = accept }
        all  { rules = [ { match { source = local }, then = accept } ], default = reject }
        some { rules = [ { match { prefix = "10.10.0.0/16" }, then = reject },
                         { match { source = static }, then = accept } ] }
      }
      peers {
        peer {
          address = 10.0.0.2, remote-as = internal, families = [ipv4-unicast, ipv6-unicast]
          hold-time = 9s, connect-retry = 1s, import = %s, export = %s
        }
      }
      routes {
        "10.9.0.0/16"  { discard = false }
        "10.10.0.0/16" { discard = false }
      }
      fib     { table = main }
      control { socket = "%s" }
    }
    """
        .formatted(in, out, cable.ours().folder().resolve("munia.sock"));
  }
}
