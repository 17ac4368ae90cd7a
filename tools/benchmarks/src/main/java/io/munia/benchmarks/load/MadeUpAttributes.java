package io.munia.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Path attributes for an iBGP session: ORIGIN, an AS_PATH of 2 to 6 numbers with 4 octets,
/// NEXT_HOP, for one in five a MED, LOCAL_PREF, and up to 5 communities. What is drawn alone
/// decides them: senders differ in next hop only.
final class MadeUpAttributes {
  static final int TRANSITIVE = 0x40;
  static final int OPTIONAL = 0x80;
  static final int ORIGIN = 1;
  static final int AS_PATH = 2;
  static final int NEXT_HOP = 3;
  static final int MED = 4;
  static final int LOCAL_PREF = 5;
  static final int COMMUNITIES = 8;
  private static final int AS_SEQUENCE = 2;

  /// Neighbours of the AS, any of which is the first of a path.
  private static final int TRANSITS = 40;

  /// Other ASes, small numbers and large ones; none is reserved, or the speaker's own.
  private static final int SMALL_FROM = 2000;

  private static final int SMALL_ASES = 20_000;
  private static final int LARGE_FROM = 131_072;
  private static final int ASES = 75_000;

  private MadeUpAttributes() {}

  /// @param serial where above 0, the MED
  static void write(ByteBuffer out, SplittableRandom random, byte[] nextHop, int serial) {
    head(out, TRANSITIVE, ORIGIN, 1).put((byte) (random.nextInt(10) == 0 ? 2 : 0));
    int hops = random.nextInt(2, 7);
    head(out, TRANSITIVE, AS_PATH, 2 + 4 * hops).put((byte) AS_SEQUENCE).put((byte) hops);
    out.putInt(1000 + random.nextInt(TRANSITS));
    for (int i = 1; i < hops; i++) {
      int drawn = random.nextInt(ASES);
      out.putInt(drawn < SMALL_ASES ? SMALL_FROM + drawn : LARGE_FROM + drawn);
    }
    nextHop(out, nextHop);
    if (serial > 0 || random.nextInt(5) == 0) {
      med(out, serial > 0 ? serial : random.nextInt(200));
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

  /// NEXT_HOP, where it is an IPv4 address.
  static void nextHop(ByteBuffer out, byte[] nextHop) {
    if (nextHop.length == 4) {
      head(out, TRANSITIVE, NEXT_HOP, 4).put(nextHop);
    }
  }

  static void med(ByteBuffer out, int med) {
    head(out, OPTIONAL, MED, 4).putInt(med);
  }

  static ByteBuffer head(ByteBuffer out, int flags, int type, int length) {
    return out.put((byte) flags).put((byte) type).put((byte) length);
  }
}
