package io.munia.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// The UPDATEs of a [GeneratedTable] as one sender writes them: a message for each attribute set,
/// then one for the sender's marker. iBGP, AS numbers with 4 octets.
///
/// An attribute set is ORIGIN, an AS_PATH of 2 to 6, NEXT_HOP, for one in five a MED, LOCAL_PREF,
/// and up to 5 communities. It depends on the table's seed and the set alone: senders differ in
/// next hop and marker only.
public final class EncodedTable {
  private static final int HEADER_BYTES = 19;
  private static final int UPDATE = 2;
  private static final int TRANSITIVE = 0x40;
  private static final int OPTIONAL = 0x80;
  private static final int ORIGIN = 1;
  private static final int AS_PATH = 2;
  private static final int NEXT_HOP = 3;
  private static final int MED = 4;
  private static final int LOCAL_PREF = 5;
  private static final int COMMUNITIES = 8;
  private static final int AS_SEQUENCE = 2;

  /// The longest attributes with header and lengths, and the largest set.
  private static final int MESSAGE_BYTES_MAX = 256;

  private static final int PREFIX_BYTES = 4;

  /// Neighbours of the AS, any of which is the first of a path.
  private static final int TRANSITS = 40;

  /// Other ASes, small numbers and large ones; none is reserved, or the speaker's own.
  private static final int SMALL_FROM = 2000;

  private static final int SMALL_ASES = 20_000;
  private static final int LARGE_FROM = 131_072;
  private static final int ASES = 75_000;

  private EncodedTable() {}

  /// @param nextHop the sender's address
  /// @param marker its number among the senders
  public static ByteBuffer encode(GeneratedTable table, int nextHop, int marker) {
    int bytes = table.sets() * (MESSAGE_BYTES_MAX / 2) + table.routes() * PREFIX_BYTES;
    ByteBuffer out = ByteBuffer.allocateDirect(bytes + MESSAGE_BYTES_MAX);
    for (int set : table.order()) {
      SplittableRandom random = new SplittableRandom(table.seed() * 31 + set);
      message(out, table, table.setFrom(set), table.setTo(set), nextHop, random, 0);
    }
    int own = table.routes() + marker;
    if (own < table.size()) {
      message(out, table, own, own + 1, nextHop, new SplittableRandom(own), 0);
    }
    return out.flip();
  }

  /// One prefix with attributes that it did not have before.
  ///
  /// @param serial above 0, another one each time
  public static ByteBuffer change(GeneratedTable table, int prefix, int nextHop, int serial) {
    ByteBuffer out = ByteBuffer.allocateDirect(MESSAGE_BYTES_MAX);
    message(out, table, prefix, prefix + 1, nextHop, new SplittableRandom(prefix), serial);
    return out.flip();
  }

  private static void message(
      ByteBuffer out,
      GeneratedTable table,
      int from,
      int to,
      int nextHop,
      SplittableRandom random,
      int serial) {
    int start = out.position();
    out.putLong(-1).putLong(-1).putShort((short) 0).put((byte) UPDATE);
    out.putShort((short) 0);
    int attributes = out.position();
    out.putShort((short) 0);
    attributes(out, nextHop, random, serial);
    out.putShort(attributes, (short) (out.position() - attributes - 2));
    for (int i = from; i < to; i++) {
      int length = table.lengthOf(i);
      int unit = table.unit(i);
      out.put((byte) length).put((byte) (unit >> 16));
      if (length > 8) {
        out.put((byte) (unit >> 8));
      }
      if (length > 16) {
        out.put((byte) unit);
      }
    }
    out.putShort(start + HEADER_BYTES - 3, (short) (out.position() - start));
  }

  private static void attributes(ByteBuffer out, int nextHop, SplittableRandom random, int serial) {
    head(out, TRANSITIVE, ORIGIN, 1).put((byte) (random.nextInt(10) == 0 ? 2 : 0));
    int hops = random.nextInt(2, 7);
    head(out, TRANSITIVE, AS_PATH, 2 + 4 * hops).put((byte) AS_SEQUENCE).put((byte) hops);
    out.putInt(1000 + random.nextInt(TRANSITS));
    for (int i = 1; i < hops; i++) {
      int drawn = random.nextInt(ASES);
      out.putInt(drawn < SMALL_ASES ? SMALL_FROM + drawn : LARGE_FROM + drawn);
    }
    head(out, TRANSITIVE, NEXT_HOP, 4).putInt(nextHop);
    if (serial > 0 || random.nextInt(5) == 0) {
      head(out, OPTIONAL, MED, 4).putInt(serial > 0 ? serial : random.nextInt(200));
    }
    head(out, TRANSITIVE, LOCAL_PREF, 4).putInt(100);
    int communities = random.nextInt(6);
    if (communities > 0) {
      head(out, OPTIONAL | TRANSITIVE, COMMUNITIES, 4 * communities);
      for (int i = 0; i < communities; i++) {
        out.putInt(random.nextInt(1, 60_000) << 16 | random.nextInt(1000));
      }
    }
  }

  private static ByteBuffer head(ByteBuffer out, int flags, int type, int length) {
    return out.put((byte) flags).put((byte) type).put((byte) length);
  }
}
