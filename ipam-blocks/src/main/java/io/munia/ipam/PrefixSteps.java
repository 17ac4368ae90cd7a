package io.munia.ipam;

import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Steps among prefixes: buddies, neighbours, parents, and the fewest prefixes that cover some.
final class PrefixSteps {
  private PrefixSteps() {}

  /// The other half of the prefix one bit shorter; empty for /0.
  static Optional<Prefix> buddy(Prefix prefix) {
    int length = prefix.length();
    if (length == 0) {
      return Optional.empty();
    }
    IpAddress address = prefix.address();
    long high = length <= 64 ? address.high() ^ 1L << 64 - length : address.high();
    long low = length <= 64 ? address.low() : address.low() ^ 1L << 128 - length;
    return Optional.of(new Prefix(new IpAddress(address.version(), high, low), length));
  }

  /// The prefix one bit shorter.
  static Prefix parent(Prefix prefix) {
    return new Prefix(prefix.address(), prefix.length() - 1);
  }

  /// The prefix of the same length `steps` further on; empty past the end of all addresses.
  static Optional<Prefix> step(Prefix prefix, long steps) {
    int length = prefix.length();
    IpAddress from = prefix.address();
    if (length == 0) {
      return steps == 0 ? Optional.of(prefix) : Optional.empty();
    }
    long high = from.high();
    long low = from.low();
    if (length <= 64) {
      // A step that does not fit the bits left of the prefix leaves the address space.
      long index = high >>> 64 - length;
      long moved = index + steps;
      long last = length == 64 ? -1L : (1L << length) - 1;
      boolean wrapped =
          steps >= 0
              ? Long.compareUnsigned(moved, index) < 0
              : Long.compareUnsigned(moved, index) > 0;
      if (wrapped || Long.compareUnsigned(moved, last) > 0) {
        return Optional.empty();
      }
      high = moved << 64 - length;
    } else {
      long delta = steps << 128 - length;
      if (delta >> 128 - length != steps) {
        return Optional.empty();
      }
      long moved = low + delta;
      if (steps >= 0 && Long.compareUnsigned(moved, low) < 0) {
        high++;
      } else if (steps < 0 && Long.compareUnsigned(moved, low) > 0) {
        high--;
      }
      low = moved;
    }
    IpAddress to = new IpAddress(from.version(), high, low);
    if ((steps >= 0) != (to.compareTo(from) >= 0)) {
      return Optional.empty();
    }
    return Optional.of(new Prefix(to, length));
  }

  /// The first prefix of this length in `in`.
  static Prefix first(Prefix in, int length) {
    return new Prefix(in.address(), length);
  }

  /// How many prefixes of this length `in` has room for, at most [Long#MAX_VALUE].
  static long count(Prefix in, int length) {
    int bits = length - in.length();
    return bits >= 63 ? Long.MAX_VALUE : 1L << bits;
  }

  /// The address at this position of a prefix of at most 2^31 addresses.
  static IpAddress address(Prefix prefix, int ordinal) {
    IpAddress first = prefix.address();
    return first.version() == io.munia.net.IpVersion.V4
        ? IpAddress.v4(first.v4Bits() + ordinal)
        : IpAddress.v6(first.high(), first.low() + ordinal);
  }

  /// The position of an address of this prefix.
  static int ordinal(Prefix prefix, IpAddress address) {
    IpAddress first = prefix.address();
    return first.version() == io.munia.net.IpVersion.V4
        ? address.v4Bits() - first.v4Bits()
        : (int) (address.low() - first.low());
  }

  /// The fewest prefixes that cover exactly what these cover, in order.
  static List<Prefix> cover(Collection<Prefix> prefixes) {
    List<Prefix> cover = new ArrayList<>();
    for (Prefix prefix : prefixes.stream().sorted().toList()) {
      if (!cover.isEmpty() && cover.getLast().contains(prefix)) {
        continue;
      }
      Prefix merged = prefix;
      while (!cover.isEmpty() && buddy(merged).equals(Optional.of(cover.getLast()))) {
        cover.removeLast();
        merged = parent(merged);
      }
      cover.add(merged);
    }
    return cover;
  }
}
