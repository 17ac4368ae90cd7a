package io.munia.bgp.codec;

/// What the decision process, loop checks and policies ask of a canonical attribute section (see
/// [UpdateReader]), found in one walk and without an object for each attribute. An instance is
/// reused; what it says holds until the next [#over]. Not thread-safe.
public final class AttributeScan {
  /// What [#origin] says where ORIGIN is missing: worse than any value of the wire.
  public static final int ORIGIN_MISSING = 3;

  private byte[] bytes = {};
  private int origin;
  private int asPathFrom;
  private int asPathTo;
  private int asPathLength;
  private int neighbourAs;
  private boolean hasMed;
  private int med;
  private boolean hasLocalPref;
  private int localPref;
  private int originatorId;
  private int clusterListFrom;
  private int clusterListTo;
  private int communitiesFrom;
  private int communitiesTo;
  private int extendedCommunitiesFrom;
  private int extendedCommunitiesTo;
  private int largeCommunitiesFrom;
  private int largeCommunitiesTo;
  private boolean hasAigp;
  private long aigp;
  private boolean hasOnlyToCustomer;
  private int onlyToCustomer;

  /// A scan of nothing, to be set by [#over].
  public AttributeScan() {
    clear();
  }

  /// Reads the canonical section at `bytes[from, to)`.
  public void over(byte[] bytes, int from, int to) {
    clear();
    this.bytes = bytes;
    int at = from;
    while (at < to) {
      int header = Wire.attributeHeaderBytes(bytes[at]);
      int type = bytes[at + 1] & 0xff;
      int length = Wire.attributeLength(bytes, at);
      int value = at + header;
      at = value + length;
      switch (type) {
        case AttributeType.ORIGIN -> origin = bytes[value] & 0xff;
        case AttributeType.AS_PATH -> path(value, at);
        case AttributeType.MULTI_EXIT_DISC -> {
          hasMed = true;
          med = Wire.u32(bytes, value);
        }
        case AttributeType.LOCAL_PREF -> {
          hasLocalPref = true;
          localPref = Wire.u32(bytes, value);
        }
        case AttributeType.COMMUNITIES -> {
          communitiesFrom = value;
          communitiesTo = at;
        }
        case AttributeType.EXTENDED_COMMUNITIES -> {
          extendedCommunitiesFrom = value;
          extendedCommunitiesTo = at;
        }
        case AttributeType.LARGE_COMMUNITIES -> {
          largeCommunitiesFrom = value;
          largeCommunitiesTo = at;
        }
        case AttributeType.ORIGINATOR_ID -> originatorId = Wire.u32(bytes, value);
        case AttributeType.CLUSTER_LIST -> {
          clusterListFrom = value;
          clusterListTo = at;
        }
        case AttributeType.AIGP -> aigp(value, at);
        case AttributeType.ONLY_TO_CUSTOMER -> {
          hasOnlyToCustomer = true;
          onlyToCustomer = Wire.u32(bytes, value);
        }
        default -> {
          // nobody decides on it
        }
      }
    }
  }

  private void clear() {
    origin = ORIGIN_MISSING;
    asPathFrom = 0;
    asPathTo = 0;
    asPathLength = 0;
    neighbourAs = 0;
    hasMed = false;
    med = 0;
    hasLocalPref = false;
    localPref = 0;
    originatorId = 0;
    clusterListFrom = 0;
    clusterListTo = 0;
    communitiesFrom = 0;
    communitiesTo = 0;
    extendedCommunitiesFrom = 0;
    extendedCommunitiesTo = 0;
    largeCommunitiesFrom = 0;
    largeCommunitiesTo = 0;
    hasAigp = false;
    aigp = 0;
    hasOnlyToCustomer = false;
    onlyToCustomer = 0;
  }

  private void path(int from, int to) {
    asPathFrom = from;
    asPathTo = to;
    int at = from;
    boolean beforeFirst = true;
    while (at < to) {
      int kind = bytes[at];
      int count = bytes[at + 1] & 0xff;
      if (kind == AsPathSegments.SEQUENCE) {
        asPathLength += count;
        if (beforeFirst) {
          neighbourAs = Wire.u32(bytes, at + 2);
        }
        beforeFirst = false;
      } else if (kind == AsPathSegments.SET) {
        asPathLength++;
        beforeFirst = false;
      }
      at += 2 + 4 * count;
    }
  }

  private void aigp(int from, int to) {
    int at = from;
    while (at + 3 <= to && !hasAigp) {
      int length = Math.max(3, Wire.u16(bytes, at + 1));
      if (bytes[at] == Aigp.TLV_TYPE && length == Aigp.TLV_BYTES && at + length <= to) {
        hasAigp = true;
        aigp = (long) Wire.u32(bytes, at + 3) << 32 | Wire.u32(bytes, at + 7) & 0xffff_ffffL;
      }
      at += length;
    }
  }

  /// 0 IGP, 1 EGP, 2 INCOMPLETE, or [#ORIGIN_MISSING].
  public int origin() {
    return origin;
  }

  /// Where the segments of AS_PATH begin in the array; equal to [#asPathTo] where there are none.
  public int asPathFrom() {
    return asPathFrom;
  }

  /// Behind its last byte.
  public int asPathTo() {
    return asPathTo;
  }

  /// The length that the decision process compares: a set counts as one, confederation segments as
  /// none.
  public int asPathLength() {
    return asPathLength;
  }

  /// The AS that MED is compared within: the first number of the first segment that is not of a
  /// confederation, or 0 where the path is empty or begins with a set.
  public int neighbourAs() {
    return neighbourAs;
  }

  /// Whether `as` (32 bits) stands anywhere in AS_PATH: a loop, where it is our own.
  public boolean asPathContains(int as) {
    int at = asPathFrom;
    while (at < asPathTo) {
      int end = at + 2 + 4 * (bytes[at + 1] & 0xff);
      for (at += 2; at < end; at += 4) {
        if (Wire.u32(bytes, at) == as) {
          return true;
        }
      }
    }
    return false;
  }

  /// How often `as` (32 bits) stands in AS_PATH.
  public int asPathCount(int as) {
    int count = 0;
    int at = asPathFrom;
    while (at < asPathTo) {
      int end = at + 2 + 4 * (bytes[at + 1] & 0xff);
      for (at += 2; at < end; at += 4) {
        if (Wire.u32(bytes, at) == as) {
          count++;
        }
      }
    }
    return count;
  }

  /// The numbers of AS_PATH in their order, those of sets one by one, confederation segments left
  /// out.
  ///
  /// @param into takes them, 32 bits each; has room for a quarter of the path's bytes
  /// @return how many there are
  public int asPathNumbers(int[] into) {
    int count = 0;
    int at = asPathFrom;
    while (at < asPathTo) {
      int kind = bytes[at];
      int end = at + 2 + 4 * (bytes[at + 1] & 0xff);
      if (kind == AsPathSegments.SEQUENCE || kind == AsPathSegments.SET) {
        for (at += 2; at < end; at += 4) {
          into[count++] = Wire.u32(bytes, at);
        }
      }
      at = end;
    }
    return count;
  }

  /// The AS that originated the route: the last number of the last segment that is not of a
  /// confederation; 0 where the path is empty or ends in a set ([RFC 6811
  /// §2](https://www.rfc-editor.org/rfc/rfc6811#section-2)).
  public int originAs() {
    int origin = 0;
    int at = asPathFrom;
    while (at < asPathTo) {
      int kind = bytes[at];
      int end = at + 2 + 4 * (bytes[at + 1] & 0xff);
      if (kind == AsPathSegments.SEQUENCE) {
        origin = Wire.u32(bytes, end - 4);
      } else if (kind == AsPathSegments.SET) {
        origin = 0;
      }
      at = end;
    }
    return origin;
  }

  /// 32 bits of the section, for who walks over communities.
  public int word(int at) {
    return Wire.u32(bytes, at);
  }

  /// Whether `as` (32 bits) stands in a segment of a confederation, or, where that is asked for, in
  /// any other segment.
  public boolean asPathContains(int as, boolean confederation) {
    int at = asPathFrom;
    while (at < asPathTo) {
      boolean looked = bytes[at] >= AsPathSegments.CONFED_SEQUENCE == confederation;
      int end = at + 2 + 4 * (bytes[at + 1] & 0xff);
      for (at += 2; at < end; at += 4) {
        if (looked && Wire.u32(bytes, at) == as) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether there is a MULTI_EXIT_DISC.
  public boolean hasMed() {
    return hasMed;
  }

  /// MED as 32 unsigned bits; 0 where it is missing.
  public int med() {
    return med;
  }

  /// Whether there is a LOCAL_PREF.
  public boolean hasLocalPref() {
    return hasLocalPref;
  }

  /// LOCAL_PREF as 32 unsigned bits; 0 where it is missing.
  public int localPref() {
    return localPref;
  }

  /// ORIGINATOR_ID as 32 bits; 0 where it is missing.
  public int originatorId() {
    return originatorId;
  }

  /// How many clusters the route has been reflected through.
  public int clusterListLength() {
    return (clusterListTo - clusterListFrom) / 4;
  }

  /// Whether CLUSTER_LIST holds this cluster: a loop, where it is our own.
  public boolean clusterListContains(int cluster) {
    return contains(clusterListFrom, clusterListTo, cluster);
  }

  /// Where the 32-bit communities begin in the array; equal to [#communitiesTo] where there are
  /// none.
  public int communitiesFrom() {
    return communitiesFrom;
  }

  /// Behind the last one.
  public int communitiesTo() {
    return communitiesTo;
  }

  /// Where the 64-bit extended communities begin in the array; equal to [#extendedCommunitiesTo]
  /// where there are none.
  public int extendedCommunitiesFrom() {
    return extendedCommunitiesFrom;
  }

  /// Behind the last one.
  public int extendedCommunitiesTo() {
    return extendedCommunitiesTo;
  }

  /// Where the large communities, 12 bytes each, begin in the array; equal to [#largeCommunitiesTo]
  /// where there are none.
  public int largeCommunitiesFrom() {
    return largeCommunitiesFrom;
  }

  /// Behind the last one.
  public int largeCommunitiesTo() {
    return largeCommunitiesTo;
  }

  /// Whether this one of four octets is among the communities.
  public boolean hasCommunity(int community) {
    return contains(communitiesFrom, communitiesTo, community);
  }

  /// Whether there is an AIGP attribute.
  public boolean hasAigp() {
    return hasAigp;
  }

  /// The accumulated IGP metric ([RFC 7311](https://www.rfc-editor.org/rfc/rfc7311)) as 64 unsigned
  /// bits; 0 where it is missing.
  public long aigp() {
    return aigp;
  }

  /// Whether ONLY_TO_CUSTOMER is there ([RFC 9234](https://www.rfc-editor.org/rfc/rfc9234)).
  public boolean hasOnlyToCustomer() {
    return hasOnlyToCustomer;
  }

  /// The AS that ONLY_TO_CUSTOMER names, as 32 bits; 0 where it is missing.
  public int onlyToCustomer() {
    return onlyToCustomer;
  }

  private boolean contains(int from, int to, int value) {
    for (int at = from; at < to; at += 4) {
      if (Wire.u32(bytes, at) == value) {
        return true;
      }
    }
    return false;
  }
}
