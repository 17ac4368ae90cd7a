package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The codec by itself, as a collector uses it.
class CollectorExampleTest {

  // example: begin
  /// What was announced in recorded bytes of a session, with the path it came by.
  static List<String> announced(byte[] bytes, Negotiated session) {
    List<String> routes = new ArrayList<>();
    UpdateReader update = new UpdateReader();
    NlriCursor cursor = new NlriCursor();
    int at = 0;
    int length = MessageFrame.length(bytes, at, bytes.length, session.messageBytesMax());
    while (length > 0) {
      if (MessageFrame.type(bytes, at) == MessageFrame.UPDATE
          && update.read(bytes, at, at + length, session) instanceof Verdict.Intact
          && update.announced(AddressFamily.IPV4_UNICAST, cursor)) {
        String path =
            String.valueOf(
                AttributesCodec.decode(
                        update.attributes(), update.attributesFrom(), update.attributesTo())
                    .asPath());
        while (cursor.next()) {
          routes.add(cursor.prefix() + " by " + path);
        }
      }
      at += length;
      length = MessageFrame.length(bytes, at, bytes.length, session.messageBytesMax());
    }
    return routes;
  }

  static Negotiated recorded() {
    return Negotiated.between(
            new Asn(64512), new Asn(65001), RouterId.parse("10.0.0.1"), RouterId.parse("10.0.0.2"))
        .families(Set.of(AddressFamily.IPV4_UNICAST))
        .build();
  }

  // example: end

  @Test
  void a_collector_reads_what_was_announced() {
    byte[] update =
        Hex.update(
            "", "40 01 01 00 40 02 06 02 01 00 00 fd e9 40 03 04 c0 00 02 01", "18 cb 00 71");
    byte[] bytes = new byte[19 + update.length];
    MessageFrame.write(bytes, 0, 19, MessageFrame.KEEPALIVE);
    System.arraycopy(update, 0, bytes, 19, update.length);
    assertThat(announced(bytes, recorded())).containsExactly("203.0.113.0/24 by 65001");
  }

  @Test
  void the_readme_shows_this_very_example() throws IOException {
    String example = Example.in(CollectorExampleTest.class);
    assertThat(Files.readString(Path.of("README.md"))).contains(example);
  }
}
