package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import io.munia.rib.NextHops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A reset after which neither side keeps routes of the other ([RFC 8538
/// §3](https://www.rfc-editor.org/rfc/rfc8538#section-3)).
@NullMarked
@Timeout(60)
class HardResetTest {
  private static final String TELLS =
      """
      munia {
        as = 64512, router-id = 10.0.0.2, listen = [], control = off
        routes { "192.0.2.0/24" {} }
        policies { told { rules = [{ set { next-hop = 203.0.113.1 }, then = accept }] } }
        peers { a {
          address = 127.0.0.1, port = PORT, local-address = 127.0.0.2, remote-as = internal
          export = told, graceful-restart { mode = full }
        } }
      }
      """;

  @TempDir Path folder;

  @Test
  void what_was_kept_of_a_lost_neighbour_goes_with_it() throws Exception {
    try (Router keeps =
        started(
            "munia { as = 64512, router-id = 10.0.0.1, listen = [\"127.0.0.1:0\"], control = off,"
                + " peers { b { address = 127.0.0.2, remote-as = internal, passive = true } } }")) {
      Router leaves =
          started(TELLS.replace("PORT", String.valueOf(keeps.listening().getFirst().port())));
      until(() -> peer(keeps).counters().pathsIn() == 1);
      leaves.leaveForRestart();
      leaves.close();
      until(() -> !peer(keeps).stale().isEmpty());
      assertThat(keeps.reset("b", "", false).join()).isTrue();
      assertThat(peer(keeps).stale()).isNotEmpty();
      assertThat(keeps.reset("b", "", true).join()).isTrue();
      assertThat(peer(keeps).stale()).isEmpty();
    }
  }

  private static RouterStatus.Peer peer(Router router) {
    return router.status().join().peers().getFirst();
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private Router started(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("munia.conf"), text);
    PeeringConfig config = ((Parsed.Usable) ConfigReader.read(file, Map.of())).config();
    return Router.start(config, _ -> new Ports(Optional.empty(), NextHops.assumed(), Map.of()));
  }
}
