package io.munia.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedTableTest {
  private static final int ROUTES = 100_000;
  private static final GeneratedTable TABLE = GeneratedTable.of(ROUTES, 3, 1);

  @Test
  void three_fifths_of_the_prefixes_are_24s_and_none_is_longer() {
    int of24 = 0;
    for (int i = 0; i < ROUTES; i++) {
      assertThat(TABLE.lengthOf(i)).isBetween(16, 24);
      of24 += TABLE.lengthOf(i) == 24 ? 1 : 0;
    }
    assertThat(of24).isBetween(60_000, 62_500);
  }

  @Test
  void about_six_prefixes_share_attributes() {
    assertThat((double) ROUTES / TABLE.sets()).isBetween(6.1, 6.7);
  }

  @Test
  void no_two_prefixes_begin_in_the_same_24_and_none_has_host_bits() {
    for (int i = 0; i < TABLE.size(); i++) {
      int hosts = (1 << 24 - TABLE.lengthOf(i)) - 1;
      assertThat(unit(TABLE, i) & hosts).isZero();
      assertThat(i == 0 || unit(TABLE, i) > unit(TABLE, i - 1)).isTrue();
      assertThat(unit(TABLE, i) >> 16).isNotIn(0, 10, 127);
    }
  }

  @Test
  void every_set_is_sent_once() {
    int[] order = TABLE.order();
    assertThat(order).isNotEqualTo(sorted(order));
    assertThat(sorted(order))
        .isEqualTo(java.util.stream.IntStream.range(0, TABLE.sets()).toArray());
  }

  @Test
  void the_same_seed_gives_the_same_table_and_another_one_another() {
    assertThat(units(GeneratedTable.of(1000, 1, 7)))
        .isEqualTo(units(GeneratedTable.of(1000, 1, 7)));
    assertThat(units(GeneratedTable.of(1000, 1, 7)))
        .isNotEqualTo(units(GeneratedTable.of(1000, 1, 8)));
  }

  @Test
  void there_are_addresses_for_the_largest_table() {
    GeneratedTable largest = GeneratedTable.of(GeneratedTable.ROUTES_MAX, 200, 1);
    assertThat(unit(largest, largest.size() - 1)).isLessThan(224 << 16);
  }

  @Test
  void a_table_that_cannot_be_made_is_refused_in_a_sentence() {
    assertThatThrownBy(() -> GeneratedTable.of(2_000_000, 1, 1))
        .hasMessage("a table of 2000000 routes cannot be made: 1 to 1200000");
  }

  @Test
  void nearly_half_of_the_ipv6_prefixes_are_48s_and_those_of_registries_stand_out() {
    GeneratedTable six = GeneratedTable.of(AddressFamily.IPV6_UNICAST, ROUTES, 1, 3, 1);
    int[] counts = new int[65];
    long before = 0;
    for (int i = 0; i < ROUTES; i++) {
      counts[six.lengthOf(i)]++;
      long hosts = -1L >>> six.lengthOf(i);
      assertThat(six.high(i) & hosts).isZero();
      assertThat(six.high(i) >>> 16).isGreaterThan(before);
      assertThat(six.high(i) >>> 61).isOne(); // 2000::/3
      before = six.high(i) >>> 16;
    }
    assertThat(counts[48]).isBetween(47_000, 49_000);
    for (int often : new int[] {32, 36, 40, 44}) {
      assertThat(counts[often]).isGreaterThan(counts[often + 1]).isGreaterThan(counts[often - 1]);
    }
    assertThat(Arrays.stream(counts, 0, 29).sum()).isZero();
    assertThat(Arrays.stream(counts, 49, 65).sum()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressFamily.class,
      names = {"IPV4_UNICAST", "IPV6_UNICAST"})
  void the_index_knows_every_prefix_and_nothing_else(AddressFamily family) {
    GeneratedTable table = GeneratedTable.of(family, 20_000, 3, 3, 1);
    PrefixIndex index = table.index();
    assertThat(index.size()).isEqualTo(60_003);
    byte[] address = new byte[16];
    for (int i = 0; i < table.size(); i++) {
      ByteBuffer.wrap(address).putLong(table.high(i)).putLong(table.low(i));
      assertThat(index.of(address, 0, table.lengthOf(i))).isEqualTo(i);
      assertThat(index.of(address, 0, table.lengthOf(i) + 3)).isEqualTo(PrefixIndex.NONE);
    }
    assertThat(index.of(new byte[] {10, 0, 0, 0}, 0, 8)).isEqualTo(PrefixIndex.NONE);
    assertThat(index.of(new byte[4], 0, 0)).isEqualTo(PrefixIndex.NONE);
  }

  private static int unit(Table table, int prefix) {
    return (int) (table.high(prefix) >>> 40);
  }

  private static int[] units(GeneratedTable table) {
    return java.util.stream.IntStream.range(0, table.size()).map(i -> unit(table, i)).toArray();
  }

  private static int[] sorted(int[] numbers) {
    int[] copy = numbers.clone();
    Arrays.sort(copy);
    return copy;
  }
}
