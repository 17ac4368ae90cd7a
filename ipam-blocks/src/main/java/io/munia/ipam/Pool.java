package io.munia.ipam;

import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.util.List;
import java.util.regex.Pattern;

/// A range of addresses, cut into blocks of one length, along a tree of spans.
///
/// @param name as configuration calls it
/// @param cidr everything in it is the pool's
/// @param blockLength prefix length of a node's block
/// @param levels outermost first; empty for a pool whose blocks stand in no order
public record Pool(String name, Prefix cidr, int blockLength, List<Level> levels) {
  /// 64 addresses.
  public static final int BLOCK_LENGTH_DEFAULT_V4 = 26;

  /// 64 addresses.
  public static final int BLOCK_LENGTH_DEFAULT_V6 = 122;

  /// The largest block has 4096 addresses: a block is one record, written whole.
  private static final int BLOCK_BITS_MAX = 12;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");

  /// @throws IllegalArgumentException with a sentence, where the parts do not fit each other
  public Pool {
    levels = List.copyOf(levels);
    int bits = cidr.version().bits();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "pool '" + name + "': a name has 1 to 63 letters, digits, '.', '_' and '-'");
    }
    if (cidr.address().isLinkLocal() || cidr.address().isMulticast()) {
      throw new IllegalArgumentException(
          "pool " + name + ": " + cidr + " is link-local or multicast, no pod can have it");
    }
    int shortest = bits - BLOCK_BITS_MAX;
    if (blockLength < shortest || blockLength > bits) {
      throw new IllegalArgumentException(
          "pool "
              + name
              + ": block = "
              + blockLength
              + ", but a block is /"
              + shortest
              + " to /"
              + bits);
    }
    int above = cidr.length();
    String aboveName = "cidr";
    for (Level level : levels) {
      if (level.by().equals(Place.NODE)) {
        throw new IllegalArgumentException(
            "pool " + name + ": a level by node is what a block is already; leave it out");
      }
      if (level.spanLength() < above || level.spanLength() > blockLength) {
        throw new IllegalArgumentException(
            "pool "
                + name
                + ": the span of "
                + level.by()
                + " is /"
                + level.spanLength()
                + ", it must lie between "
                + aboveName
                + " (/"
                + above
                + ") and block (/"
                + blockLength
                + ")");
      }
      above = level.spanLength();
      aboveName = level.by();
    }
    if (blockLength < above) {
      throw new IllegalArgumentException(
          "pool " + name + ": block = " + blockLength + " is larger than " + cidr);
    }
  }

  public IpVersion version() {
    return cidr.version();
  }

  /// The default length of a block in this version: 64 addresses.
  public static int blockLengthDefault(IpVersion version) {
    return version == IpVersion.V4 ? BLOCK_LENGTH_DEFAULT_V4 : BLOCK_LENGTH_DEFAULT_V6;
  }
}
