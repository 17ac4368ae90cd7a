package io.munia.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceivedTest {
  private GeneratedTable table = GeneratedTable.of(1, 0, 1);
  private Received received = new Received(table.index());
  private byte[] nextHop = {};

  private void begin(AddressFamily family) {
    table = GeneratedTable.of(family, 1000, 1, 1, 1);
    received = new Received(table.index());
    nextHop = new byte[family.version().bytes()];
    nextHop[0] = 1;
  }

  private void take(ByteBuffer messages) {
    byte[] bytes = new byte[messages.remaining()];
    messages.duplicate().get(bytes);
    int at = 0;
    for (int end = Handshake.end(bytes, at, bytes.length);
        end >= 0;
        end = Handshake.end(bytes, at, bytes.length)) {
      received.update(bytes, at, end);
      at = end;
    }
    assertThat(at).isEqualTo(bytes.length);
  }

  private void withdraw(int prefix) {
    ByteBuffer out = ByteBuffer.allocate(64);
    int octets = (table.lengthOf(prefix) + 7) / 8;
    boolean six = nextHop.length == 16;
    int more = six ? 6 : 0;
    out.putLong(-1).putLong(-1).putShort((short) (24 + more + octets)).put((byte) 2);
    out.putShort((short) (six ? 0 : 1 + octets));
    if (six) {
      out.putShort((short) (7 + octets)).put((byte) 0x80).put((byte) 15).put((byte) (4 + octets));
      out.putShort((short) 2).put((byte) 1);
    }
    out.put((byte) table.lengthOf(prefix));
    for (int i = 0; i < octets; i++) {
      out.put((byte) (table.high(prefix) >> 56 - 8 * i));
    }
    take((six ? out : out.putShort((short) 0)).flip());
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressFamily.class,
      names = {"IPV4_UNICAST", "IPV6_UNICAST"})
  void a_prefix_that_is_announced_twice_counts_once(AddressFamily family) {
    begin(family);
    take(EncodedTable.encode(table, nextHop, 0));
    assertThat(received.count()).isEqualTo(1001);
    nextHop[0] = 2;
    take(EncodedTable.encode(table, nextHop, 0));
    assertThat(received.count()).isEqualTo(1001);
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressFamily.class,
      names = {"IPV4_UNICAST", "IPV6_UNICAST"})
  void a_withdrawn_prefix_is_gone_and_a_second_withdrawal_changes_nothing(AddressFamily family) {
    begin(family);
    take(EncodedTable.encode(table, nextHop, 0));
    withdraw(5);
    withdraw(5);
    assertThat(received.count()).isEqualTo(1000);
    take(EncodedTable.change(table, 5, nextHop, 1));
    assertThat(received.count()).isEqualTo(1001);
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressFamily.class,
      names = {"IPV4_UNICAST", "IPV6_UNICAST"})
  void the_prefix_that_is_listened_for_is_heard_when_it_is_announced_again(AddressFamily family) {
    begin(family);
    take(EncodedTable.encode(table, nextHop, 0));
    received.await(5);
    take(EncodedTable.change(table, 6, nextHop, 1));
    assertThat(received.heard()).isFalse();
    take(EncodedTable.change(table, 5, nextHop, 2));
    assertThat(received.heard()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressFamily.class,
      names = {"IPV4_UNICAST", "IPV6_UNICAST"})
  void an_end_of_rib_counts_nothing(AddressFamily family) {
    begin(family);
    ByteBuffer out = ByteBuffer.allocate(29);
    boolean six = family == AddressFamily.IPV6_UNICAST;
    out.putLong(-1).putLong(-1).putShort((short) (six ? 29 : 23)).put((byte) 2).putShort((short) 0);
    out.putShort((short) (six ? 6 : 0));
    if (six) {
      out.put(new byte[] {(byte) 0x80, 15, 3, 0, 2, 1});
    }
    take(out.flip());
    assertThat(received.count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressFamily.class,
      names = {"IPV4_UNICAST", "IPV6_UNICAST"})
  void lengths_that_do_not_fit_are_refused(AddressFamily family) {
    begin(family);
    ByteBuffer change = EncodedTable.change(table, 5, nextHop, 1);
    byte[] cut = new byte[change.remaining() - 1];
    change.get(cut);
    assertThatThrownBy(() -> received.update(cut, 0, cut.length))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
