package io.munia.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Judged by the reader that muniad reads with.
class EncodedTableTest {
  private static final byte[] NEXT_HOP = {10, 99, 1, 1};
  private static final byte[] OTHER_NEXT_HOP = {10, 99, 1, 2};
  private final GeneratedTable table = GeneratedTable.of(20_000, 2, 1);

  /// The attributes of each prefix, as bytes; every message must be sound.
  private Map<Integer, String> read(ByteBuffer encoded) {
    return Judge.read(table, encoded);
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
    assertThat(read(EncodedTable.encode(table, OTHER_NEXT_HOP, 9)))
        .isEqualTo(read(EncodedTable.encode(table, NEXT_HOP, 9)));
  }

  @Test
  void a_change_gives_a_prefix_other_attributes_each_time() {
    String before = read(EncodedTable.encode(table, NEXT_HOP, 9)).getOrDefault(77, "");
    String first = read(EncodedTable.change(table, 77, NEXT_HOP, 1)).getOrDefault(77, "");
    String second = read(EncodedTable.change(table, 77, NEXT_HOP, 2)).getOrDefault(77, "");
    assertThat(Set.of(before, first, second)).hasSize(3);
  }

  @Test
  void ipv6_prefixes_are_announced_once_in_sound_updates() {
    GeneratedTable six = GeneratedTable.of(AddressFamily.IPV6_UNICAST, 20_000, 1, 2, 1);
    byte[] nextHop = new byte[16];
    nextHop[0] = 0x20;
    assertThat(Judge.read(six, EncodedTable.encode(six, nextHop, 1)))
        .hasSize(20_001)
        .containsKey(20_001);
    assertThat(Judge.read(six, EncodedTable.change(six, 77, nextHop, 3))).containsOnlyKeys(77);
  }

  @Test
  void layers_are_sent_by_a_sender_each_and_share_no_prefix() {
    GeneratedTable layered = GeneratedTable.of(AddressFamily.IPV4_UNICAST, 5000, 3, 3, 1);
    Set<Integer> all = new HashSet<>();
    for (int sender = 0; sender < 3; sender++) {
      Set<Integer> sent =
          Judge.read(layered, EncodedTable.encode(layered, NEXT_HOP, sender)).keySet();
      assertThat(sent).hasSize(5001).contains(layered.marker(sender));
      all.addAll(sent);
    }
    assertThat(all).hasSize(layered.size()).hasSize(15_003);
  }
}
