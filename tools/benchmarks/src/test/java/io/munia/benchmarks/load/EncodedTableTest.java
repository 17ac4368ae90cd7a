package io.munia.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Judged by the reader that muniad reads with.
class EncodedTableTest {
  private static final int NEXT_HOP = 0x0a63_0101;
  private static final Negotiated SESSION =
      new Negotiated(
          new Asn(64512),
          new Asn(64512),
          new RouterId(1),
          new RouterId(2),
          240,
          true,
          Set.of(AddressFamily.IPV4_UNICAST),
          Set.of(),
          Set.of(),
          Set.of(),
          true,
          false,
          false);

  private final GeneratedTable table = GeneratedTable.of(20_000, 2, 1);
  private final UpdateReader reader = new UpdateReader();
  private final NlriCursor cursor = new NlriCursor();

  /// The attributes of each prefix, as bytes; every message must be sound.
  private Map<Integer, String> read(ByteBuffer encoded) {
    PrefixIndex index = new PrefixIndex(table);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    Map<Integer, String> attributes = new HashMap<>();
    int at = 0;
    while (at < bytes.length) {
      int to = at + ((bytes[at + 16] & 0xff) << 8 | bytes[at + 17] & 0xff);
      assertThat(reader.read(bytes, at, to, SESSION)).isInstanceOf(Verdict.Intact.class);
      assertThat(reader.announced(AddressFamily.IPV4_UNICAST, cursor)).isTrue();
      String set =
          Arrays.toString(
              Arrays.copyOfRange(
                  reader.attributes(), reader.attributesFrom(), reader.attributesTo()));
      while (cursor.next()) {
        int prefix = index.of(unit(cursor));
        assertThat(cursor.length()).isEqualTo(table.lengthOf(prefix));
        assertThat(attributes.put(prefix, set)).isNull();
      }
      at = to;
    }
    return attributes;
  }

  private static int unit(NlriCursor cursor) {
    String[] octets = cursor.prefix().toString().split("[./]", -1);
    return Integer.parseInt(octets[0]) << 16
        | Integer.parseInt(octets[1]) << 8
        | Integer.parseInt(octets[2]);
  }

  @Test
  void every_prefix_is_announced_once_in_sound_updates_and_the_marker_last() {
    Map<Integer, String> read = read(EncodedTable.encode(table, NEXT_HOP, 1));
    assertThat(read).hasSize(20_001).containsKey(20_001).doesNotContainKey(20_000);
  }

  @Test
  void as_many_attribute_sets_as_the_table_has_are_sent() {
    Set<String> sets = new HashSet<>(read(EncodedTable.encode(table, NEXT_HOP, 9)).values());
    assertThat(sets).hasSizeBetween(table.sets() - 5, table.sets());
  }

  @Test
  void two_senders_say_the_same_of_every_prefix() {
    assertThat(read(EncodedTable.encode(table, NEXT_HOP + 1, 9)))
        .isEqualTo(read(EncodedTable.encode(table, NEXT_HOP, 9)));
  }

  @Test
  void a_change_gives_a_prefix_other_attributes_each_time() {
    String before = read(EncodedTable.encode(table, NEXT_HOP, 9)).getOrDefault(77, "");
    String first = read(EncodedTable.change(table, 77, NEXT_HOP, 1)).getOrDefault(77, "");
    String second = read(EncodedTable.change(table, 77, NEXT_HOP, 2)).getOrDefault(77, "");
    assertThat(Set.of(before, first, second)).hasSize(3);
  }
}
