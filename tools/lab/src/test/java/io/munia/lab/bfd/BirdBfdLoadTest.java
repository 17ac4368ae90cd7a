package io.munia.lab.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Segment;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Tables that come and go beside a path that is watched at 3 x 300 ms: it is never thought lost,
/// on either side. `-Dmunia.bfd.routes=1000000 -Dmunia.bfd.interval=100` for the figures of the
/// README, which want a machine that does nothing else.
@Tag("interop")
@Tag("bird")
class BirdBfdLoadTest {
  private static final int ROUTES = Integer.getInteger("munia.bfd.routes", 200_000);
  private static final int INTERVAL_MILLIS = Integer.getInteger("munia.bfd.interval", 300);
  private static final int ROUNDS = 4;
  private static final Duration TABLE_MAX = Duration.ofSeconds(60);

  @Test
  void tables_that_come_and_go_disturb_no_path() {
    Segment segment = Segment.lay("load");
    Bird watched =
        segment.bird(
            2,
            64512,
            "bfd on;",
            "export none;",
            "protocol bfd detect { interface \"eth0\" { min rx interval "
                + INTERVAL_MILLIS
                + " ms; min tx interval "
                + INTERVAL_MILLIS
                + " ms; multiplier 3; }; }");
    Bird full = segment.bird(3, 64512, "", "export all;", table());
    Muniad muniad =
        segment.muniad(
            """
            peers {
              watched {
                address = 10.0.0.2, remote-as = internal, connect-retry = 1s
                route-reflector-client = true
                bfd { interval = %dms }
              }
              full { address = 10.0.0.3, remote-as = internal, connect-retry = 1s }
            }
            """
                .formatted(INTERVAL_MILLIS));
    Until.holds(
        "the path is watched",
        TABLE_MAX,
        () ->
            muniad.established("watched")
                && Paths.session(muniad, "watched").text("state").equals("Up"));
    for (int round = 0; round < ROUNDS; round++) {
      full.ask("enable whole");
      Until.holds("the table is there", TABLE_MAX, () -> prefixes(muniad) >= ROUTES);
      full.ask("disable whole");
      Until.holds("the table is gone", TABLE_MAX, () -> prefixes(muniad) == 0);
    }
    Json.Obj session = Paths.session(muniad, "watched");
    System.err.println(
        ROUTES
            + " routes, "
            + ROUNDS
            + " times: "
            + session.number("downs")
            + " downs, longest gap "
            + session.number("gap-max-micros")
            + " us, "
            + session.number("sent")
            + " packets; "
            + muniad.ask("bfd", Map.of()).number("stalls")
            + " stalls, at most "
            + muniad.ask("bfd", Map.of()).number("stall-max-micros")
            + " us");
    assertThat(session.number("downs")).isZero();
    assertThat(session.text("state")).isEqualTo("Up");
    assertThat(muniad.established("watched")).isTrue();
    assertThat(Paths.peer(muniad, "watched").text("last-close")).doesNotContain("BFD Down");
    assertThat(watched.process().tail()).doesNotContain("Neighbor is down");
  }

  private static long prefixes(Muniad muniad) {
    return muniad.ask("status", Map.of()).list("families").stream()
        .map(Json.Obj.class::cast)
        .filter(family -> family.text("family").equals(AddressFamily.IPV4_UNICAST.toString()))
        .mapToLong(family -> family.number("prefixes"))
        .sum();
  }

  /// Not there yet.
  private static String table() {
    StringBuilder table = new StringBuilder("protocol static whole { disabled; ipv4;\n");
    for (int i = 0; i < ROUTES; i++) {
      table.append("route ").append(16 + (i >> 16)).append('.').append(i >> 8 & 255);
      table.append('.').append(i & 255).append(".0/24 blackhole;\n");
    }
    return table.append("}").toString();
  }
}
