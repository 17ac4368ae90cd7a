package io.munia.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Reads what is sent with the reader that muniad reads with.
final class Judge {
  private static final int MESSAGE_BYTES_MAX = 4096;

  private Judge() {}

  /// The attributes of each prefix, as bytes; every message must be sound.
  static Map<Integer, String> read(Table table, ByteBuffer encoded) {
    Negotiated session =
        Negotiated.between(new Asn(64512), new Asn(64512), new RouterId(1), new RouterId(2))
            .holdTimeSeconds(240)
            .families(Set.of(table.family()))
            .routeRefresh(true)
            .build();
    UpdateReader reader = new UpdateReader();
    NlriCursor cursor = new NlriCursor();
    PrefixIndex index = table.index();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    Map<Integer, String> attributes = new HashMap<>();
    int at = 0;
    while (at < bytes.length) {
      int to = at + ((bytes[at + 16] & 0xff) << 8 | bytes[at + 17] & 0xff);
      assertThat(to - at).isLessThanOrEqualTo(MESSAGE_BYTES_MAX);
      assertThat(reader.read(bytes, at, to, session)).isInstanceOf(Verdict.Intact.class);
      assertThat(reader.announced(table.family(), cursor)).isTrue();
      String set =
          Arrays.toString(
              Arrays.copyOfRange(
                  reader.attributes(), reader.attributesFrom(), reader.attributesTo()));
      while (cursor.next()) {
        int prefix = index.of(cursor.prefix().address().toBytes(), 0, cursor.length());
        assertThat(prefix).isNotEqualTo(PrefixIndex.NONE);
        assertThat(cursor.length()).isEqualTo(table.lengthOf(prefix));
        assertThat(attributes.put(prefix, set)).isNull();
      }
      at = to;
    }
    return attributes;
  }
}
