package io.munia.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.benchmarks.load.PrefixIndex;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReceivedTest {
  private final GeneratedTable table = GeneratedTable.of(1000, 1, 1);
  private final Received received = new Received(new PrefixIndex(table));

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
    out.putLong(-1).putLong(-1).putShort((short) (24 + octets)).put((byte) 2);
    out.putShort((short) (1 + octets)).put((byte) table.lengthOf(prefix));
    for (int i = 0; i < octets; i++) {
      out.put((byte) (table.unit(prefix) >> 16 - 8 * i));
    }
    take(out.putShort((short) 0).flip());
  }

  @Test
  void a_prefix_that_is_announced_twice_counts_once() {
    take(EncodedTable.encode(table, 1, 0));
    assertThat(received.count()).isEqualTo(1001);
    take(EncodedTable.encode(table, 2, 0));
    assertThat(received.count()).isEqualTo(1001);
  }

  @Test
  void a_withdrawn_prefix_is_gone_and_a_second_withdrawal_changes_nothing() {
    take(EncodedTable.encode(table, 1, 0));
    withdraw(5);
    withdraw(5);
    assertThat(received.count()).isEqualTo(1000);
    take(EncodedTable.change(table, 5, 1, 1));
    assertThat(received.count()).isEqualTo(1001);
  }

  @Test
  void the_prefix_that_is_listened_for_is_heard_when_it_is_announced_again() {
    take(EncodedTable.encode(table, 1, 0));
    received.await(5);
    take(EncodedTable.change(table, 6, 1, 1));
    assertThat(received.heard()).isFalse();
    take(EncodedTable.change(table, 5, 1, 2));
    assertThat(received.heard()).isTrue();
  }

  @Test
  void an_end_of_rib_counts_nothing() {
    ByteBuffer out = ByteBuffer.allocate(23);
    take(out.putLong(-1).putLong(-1).putShort((short) 23).put((byte) 2).putInt(0).flip());
    assertThat(received.count()).isZero();
  }

  @Test
  void lengths_that_do_not_fit_are_refused() {
    byte[] update = cut();
    assertThatThrownBy(() -> received.update(update, 0, update.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private byte[] cut() {
    ByteBuffer change = EncodedTable.change(table, 5, 1, 1);
    byte[] bytes = new byte[change.remaining() - 1];
    change.get(bytes);
    return bytes;
  }
}
