package io.munia.benchmarks.clients;

import io.munia.benchmarks.load.PrefixIndex;

/// What one client holds of the table: a bit for each prefix, so that one announced twice counts
/// once. Owned by the thread of its [Clients].
final class Received {
  private static final int BODY_AT = 19;
  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;
  private static final int EXTENDED_LENGTH = 0x10;
  private static final int MP_REACH_NLRI = 14;
  private static final int MP_UNREACH_NLRI = 15;

  private final PrefixIndex index;
  private final long[] held;
  private int count;
  private int awaited = PrefixIndex.NONE;
  private boolean heard;

  Received(PrefixIndex index) {
    this.index = index;
    held = new long[(index.size() + 63) / 64];
  }

  /// Distinct prefixes.
  int count() {
    return count;
  }

  /// From now on [#heard] tells whether this one was announced, again or for the first time.
  void await(int prefix) {
    awaited = prefix;
    heard = false;
  }

  boolean heard() {
    return heard;
  }

  /// Takes in one UPDATE at `[from, to)`, header included.
  ///
  /// @throws IllegalArgumentException where its lengths do not fit
  void update(byte[] bytes, int from, int to) {
    int withdrawn = from + BODY_AT + 2;
    int withdrawnEnd = withdrawn + u16(bytes, withdrawn - 2);
    if (withdrawnEnd + 2 > to) {
      throw new IllegalArgumentException("withdrawn routes run past the end of an UPDATE");
    }
    int nlri = withdrawnEnd + 2 + u16(bytes, withdrawnEnd);
    if (nlri > to) {
      throw new IllegalArgumentException("attributes run past the end of an UPDATE");
    }
    withdraw(bytes, withdrawn, withdrawnEnd, IPV4_OCTETS);
    multiprotocol(bytes, withdrawnEnd + 2, nlri);
    announce(bytes, nlri, to, IPV4_OCTETS);
  }

  /// IPv6 prefixes, among the attributes.
  private void multiprotocol(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 3 <= to) {
      boolean extended = (bytes[at] & EXTENDED_LENGTH) != 0;
      int type = bytes[at + 1];
      int value = at + (extended ? 4 : 3);
      int end = value + (extended ? u16(bytes, at + 2) : bytes[at + 2] & 0xff);
      if (end > to) {
        throw new IllegalArgumentException("an attribute runs past the end of an UPDATE");
      }
      if (type == MP_REACH_NLRI && end - value > 4) {
        announce(bytes, value + 5 + (bytes[value + 3] & 0xff), end, IPV6_OCTETS);
      } else if (type == MP_UNREACH_NLRI) {
        withdraw(bytes, value + 3, end, IPV6_OCTETS);
      }
      at = end;
    }
  }

  private void announce(byte[] bytes, int from, int to, int octetsMax) {
    int at = from;
    while (at < to) {
      int octets = octets(bytes, at, to, octetsMax);
      int prefix = index.of(bytes, at + 1, bytes[at] & 0xff);
      at += 1 + octets;
      if (prefix == PrefixIndex.NONE) {
        continue;
      }
      if (prefix == awaited) {
        heard = true;
      }
      long bit = 1L << prefix;
      if ((held[prefix >> 6] & bit) == 0) {
        held[prefix >> 6] |= bit;
        count++;
      }
    }
  }

  private void withdraw(byte[] bytes, int from, int to, int octetsMax) {
    int at = from;
    while (at < to) {
      int octets = octets(bytes, at, to, octetsMax);
      int prefix = index.of(bytes, at + 1, bytes[at] & 0xff);
      at += 1 + octets;
      if (prefix == PrefixIndex.NONE) {
        continue;
      }
      long bit = 1L << prefix;
      if ((held[prefix >> 6] & bit) != 0) {
        held[prefix >> 6] &= ~bit;
        count--;
      }
    }
  }

  private static int octets(byte[] bytes, int at, int to, int most) {
    int octets = (bytes[at] & 0xff) + 7 >> 3;
    if (octets > most || at + 1 + octets > to) {
      throw new IllegalArgumentException("a prefix is cut off in an UPDATE");
    }
    return octets;
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
