package io.munia.bgp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.codec.Example;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSession;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerState;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddingExampleTest {

  // example: begin
  /// Prints every route that a neighbour announces.
  static final class Printer implements PeerListener {
    private final NlriCursor cursor = new NlriCursor();

    @Override
    public void established(PeerSession session) {
      session.requestRefresh(AddressFamily.IPV4_UNICAST);
    }

    @Override
    public void update(PeerSession session, UpdateReader update, Verdict verdict) {
      if (verdict instanceof Verdict.Intact
          && update.announced(AddressFamily.IPV4_UNICAST, cursor)) {
        while (cursor.next()) {
          IO.println(session.settings().name() + " announces " + cursor.prefix());
        }
      }
    }

    @Override
    public void refresh(PeerSession session, RouteRefresh request) {
      // a speaker with routes sends them again
    }

    @Override
    public void closed(PeerSession session, CloseReason reason) {
      IO.println(session.settings().name() + " is gone: " + reason.sentence());
    }
  }

  static BgpEndpoint speak() {
    BgpEndpoint endpoint = BgpEndpoint.start(EndpointSettings.of("bgp", System.nanoTime()));
    endpoint.add(
        PeerSettings.with(
                "tor-a", IpAddress.parse("127.0.0.1"), new Asn(64512), RouterId.parse("10.77.0.1"))
            .build(),
        new Printer());
    return endpoint;
  }

  // example: end

  @Test
  void the_example_runs() {
    try (BgpEndpoint endpoint = speak()) {
      assertThat(endpoint.peers().join())
          .singleElement()
          .satisfies(peer -> {
            assertThat(peer.name()).isEqualTo("tor-a");
            assertThat(peer.state()).isIn(PeerState.CONNECT, PeerState.ACTIVE);
          });
    }
  }

  @Test
  void the_readme_shows_this_very_example() throws IOException {
    String example = Example.in(EmbeddingExampleTest.class);
    assertThat(Files.readString(Path.of("README.md"))).contains(example);
  }
}
