package io.munia.benchmarks.load;

import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// The UPDATEs of a [Table] as one sender writes them: for each attribute set one message, or as
/// many as its prefixes need, then one for the sender's marker. iBGP, AS numbers with 4 octets;
/// IPv6 in MP_REACH_NLRI, which comes first ([RFC 7606
/// §5.1](https://www.rfc-editor.org/rfc/rfc7606#section-5.1)).
public final class EncodedTable {
  static final int MESSAGE_BYTES_MAX = 4096;

  private static final int HEADER_BYTES = 19;
  private static final int UPDATE = 2;
  private static final int OPTIONAL_EXTENDED = 0x90;
  private static final int MP_REACH_NLRI = 14;

  /// Header and the two lengths.
  private static final int EMPTY_BYTES = HEADER_BYTES + 4;

  /// MP_REACH_NLRI up to its prefixes.
  private static final int REACH_BYTES = 4 + 5 + 16;

  private final Table table;
  private final byte[] nextHop;
  private final byte[] attributes = new byte[MESSAGE_BYTES_MAX];
  private ByteBuffer out;

  private EncodedTable(Table table, byte[] nextHop, int bytes) {
    this.table = table;
    this.nextHop = nextHop.clone();
    out = ByteBuffer.allocate(bytes);
  }

  /// The most that the attributes of one set may take, so that a prefix has room beside them.
  static int attributeBytesMax(AddressFamily family) {
    return MESSAGE_BYTES_MAX
        - EMPTY_BYTES
        - 1
        - family.version().bytes()
        - (family == AddressFamily.IPV6_UNICAST ? REACH_BYTES : 0);
  }

  /// @param nextHop the sender's address
  /// @param sender its number among the senders
  public static ByteBuffer encode(Table table, byte[] nextHop, int sender) {
    EncodedTable encoded =
        new EncodedTable(table, nextHop, table.routes() * 16 + 2 * MESSAGE_BYTES_MAX);
    int layer = table.layers() == 1 ? 0 : sender;
    if (layer < table.layers()) {
      encoded.layer(layer);
    }
    int marker = table.marker(sender);
    if (marker < table.size()) {
      ByteBuffer to = ByteBuffer.wrap(encoded.attributes);
      MadeUpAttributes.write(to, new SplittableRandom(marker), nextHop, 0);
      encoded.messages(to.position(), marker, marker + 1);
    }
    return encoded.direct();
  }

  private void layer(int layer) {
    int shift = layer * table.routes();
    for (int set : table.order()) {
      ByteBuffer to = ByteBuffer.wrap(attributes);
      table.attributes(to, set, nextHop);
      messages(to.position(), table.setFrom(set) + shift, table.setTo(set) + shift);
    }
  }

  /// One prefix with attributes that it did not have before.
  ///
  /// @param serial above 0, another one each time
  public static ByteBuffer change(Table table, int prefix, byte[] nextHop, int serial) {
    EncodedTable encoded = new EncodedTable(table, nextHop, MESSAGE_BYTES_MAX);
    ByteBuffer to = ByteBuffer.wrap(encoded.attributes);
    table.changed(to, prefix, nextHop, serial);
    encoded.messages(to.position(), prefix, prefix + 1);
    return encoded.direct();
  }

  private void messages(int attributeBytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = message(attributeBytes, at, to);
    }
  }

  /// One message with as many of these prefixes as fit.
  ///
  /// @return the first that did not
  private int message(int attributeBytes, int from, int to) {
    if (out.remaining() < MESSAGE_BYTES_MAX) {
      out = ByteBuffer.allocate(out.capacity() / 2 * 3).put(out.flip());
    }
    boolean six = nextHop.length == 16;
    int start = out.position();
    out.putLong(-1).putLong(-1).putShort((short) 0).put((byte) UPDATE).putShort((short) 0);
    int lengthAt = out.position();
    out.putShort((short) attributeBytes);
    int reachAt = out.position();
    if (six) {
      out.put((byte) OPTIONAL_EXTENDED).put((byte) MP_REACH_NLRI).putShort((short) 0);
      out.putShort((short) table.family().afi()).put((byte) table.family().safi());
      out.put((byte) 16).put(nextHop).put((byte) 0);
    } else {
      out.put(attributes, 0, attributeBytes);
    }
    int end = start + MESSAGE_BYTES_MAX - (six ? attributeBytes : 0);
    int at = from;
    while (at < to && out.position() + 1 + (table.lengthOf(at) + 7) / 8 <= end) {
      prefix(at++);
    }
    if (at == from) {
      throw new IllegalArgumentException("attributes leave no room for a prefix");
    }
    if (six) {
      out.putShort(reachAt + 2, (short) (out.position() - reachAt - 4));
      out.put(attributes, 0, attributeBytes);
      out.putShort(lengthAt, (short) (out.position() - reachAt));
    }
    out.putShort(start + HEADER_BYTES - 3, (short) (out.position() - start));
    return at;
  }

  private void prefix(int prefix) {
    int length = table.lengthOf(prefix);
    long high = table.high(prefix);
    out.put((byte) length);
    for (int i = 0; i < (length + 7) / 8; i++) {
      out.put((byte) (i < 8 ? high >>> 56 - 8 * i : table.low(prefix) >>> 120 - 8 * i));
    }
  }

  /// The socket takes them from outside the heap without another copy.
  private ByteBuffer direct() {
    out.flip();
    return ByteBuffer.allocateDirect(out.remaining()).put(out).flip();
  }
}
