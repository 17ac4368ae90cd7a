package io.munia.rib.policy;

import io.munia.bgp.attribute.PathAttributes.LargeCommunity;

/// A community, or all that agree with one in some bits.
///
/// @param kind which attribute it stands in
/// @param high of a large community the global administrator, else 0
/// @param low the rest: 32 bits, 64 bits, or the two local parts of a large community
/// @param highMask bits of `high` that must agree
/// @param lowMask bits of `low` that must agree
public record CommunityPattern(Kind kind, int high, long low, int highMask, long lowMask) {

  /// The attributes that carry communities.
  public enum Kind {
    /// [RFC 1997](https://www.rfc-editor.org/rfc/rfc1997).
    STANDARD,
    /// [RFC 4360](https://www.rfc-editor.org/rfc/rfc4360).
    EXTENDED,
    /// [RFC 8092](https://www.rfc-editor.org/rfc/rfc8092).
    LARGE
  }

  public CommunityPattern {
    high &= highMask;
    low &= lowMask;
  }

  public static CommunityPattern standard(int community) {
    return standard(community, -1);
  }

  public static CommunityPattern standard(int community, int mask) {
    return new CommunityPattern(Kind.STANDARD, 0, u(community), -1, u(mask));
  }

  public static CommunityPattern extended(long community, long mask) {
    return new CommunityPattern(Kind.EXTENDED, 0, community, -1, mask);
  }

  public static CommunityPattern large(LargeCommunity community) {
    return new CommunityPattern(Kind.LARGE, community.global(), rest(community), -1, -1L);
  }

  /// @param anyGlobal whether the first part may be anything; the others likewise
  public static CommunityPattern large(
      LargeCommunity community, boolean anyGlobal, boolean anyFirst, boolean anySecond) {
    long mask = (anyFirst ? 0 : -1L << 32) | (anySecond ? 0 : 0xffff_ffffL);
    return new CommunityPattern(
        Kind.LARGE, community.global(), rest(community), anyGlobal ? 0 : -1, mask);
  }

  /// Whether it is one community.
  public boolean isExact() {
    return highMask == -1 && lowMask == (kind == Kind.STANDARD ? 0xffff_ffffL : -1L);
  }

  boolean holds(int otherHigh, long otherLow) {
    return (otherHigh & highMask) == high && (otherLow & lowMask) == low;
  }

  /// An exact large one as a value.
  LargeCommunity asLarge() {
    return new LargeCommunity(high, (int) (low >>> 32), (int) low);
  }

  static long rest(LargeCommunity community) {
    return (long) community.first() << 32 | u(community.second());
  }

  private static long u(int bits) {
    return Integer.toUnsignedLong(bits);
  }
}
