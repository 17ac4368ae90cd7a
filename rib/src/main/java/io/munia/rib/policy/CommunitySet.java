package io.munia.rib.policy;

import io.munia.bgp.codec.AttributeScan;
import io.munia.rib.policy.CommunityPattern.Kind;
import io.munia.rib.policy.Policy.Quantifier;
import java.util.Arrays;
import java.util.List;

/// Communities of any kind, with wildcards. Plain ones of 32 bits, of which there may be many, are
/// found by binary search, the others one by one. A value: equal where name and patterns are.
public final class CommunitySet {
  private final String name;
  private final List<CommunityPattern> patterns;
  private final int[] plain;
  private final CommunityPattern[] others;

  /// @param name under which it was configured; empty where it stands in a rule itself
  public CommunitySet(String name, List<CommunityPattern> patterns) {
    this.name = name;
    this.patterns = List.copyOf(patterns);
    this.plain =
        patterns.stream()
            .filter(CommunitySet::isPlain)
            .mapToInt(pattern -> (int) pattern.low())
            .distinct()
            .sorted()
            .toArray();
    this.others =
        patterns.stream().filter(pattern -> !isPlain(pattern)).toArray(CommunityPattern[]::new);
  }

  private static boolean isPlain(CommunityPattern pattern) {
    return pattern.kind() == Kind.STANDARD && pattern.isExact();
  }

  public String name() {
    return name;
  }

  public List<CommunityPattern> patterns() {
    return patterns;
  }

  boolean carriedBy(AttributeScan scan, Quantifier quantifier) {
    return switch (quantifier) {
      case ANY -> any(scan);
      case ALL -> all(scan);
    };
  }

  private boolean any(AttributeScan scan) {
    if (plain.length > 0) {
      for (int at = scan.communitiesFrom(); at < scan.communitiesTo(); at += 4) {
        if (Arrays.binarySearch(plain, scan.word(at)) >= 0) {
          return true;
        }
      }
    }
    for (CommunityPattern pattern : others) {
      if (carried(pattern, scan)) {
        return true;
      }
    }
    return false;
  }

  private boolean all(AttributeScan scan) {
    for (int community : plain) {
      if (!scan.hasCommunity(community)) {
        return false;
      }
    }
    for (CommunityPattern pattern : others) {
      if (!carried(pattern, scan)) {
        return false;
      }
    }
    return true;
  }

  private static boolean carried(CommunityPattern pattern, AttributeScan scan) {
    switch (pattern.kind()) {
      case STANDARD -> {
        for (int at = scan.communitiesFrom(); at < scan.communitiesTo(); at += 4) {
          if (pattern.holds(0, Integer.toUnsignedLong(scan.word(at)))) {
            return true;
          }
        }
      }
      case EXTENDED -> {
        for (int at = scan.extendedCommunitiesFrom(); at < scan.extendedCommunitiesTo(); at += 8) {
          if (pattern.holds(0, two(scan, at))) {
            return true;
          }
        }
      }
      case LARGE -> {
        for (int at = scan.largeCommunitiesFrom(); at < scan.largeCommunitiesTo(); at += 12) {
          if (pattern.holds(scan.word(at), two(scan, at + 4))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static long two(AttributeScan scan, int at) {
    return (long) scan.word(at) << 32 | Integer.toUnsignedLong(scan.word(at + 4));
  }

  /// Whether a community, as its parts, is one of these.
  boolean holds(Kind kind, int high, long low) {
    if (kind == Kind.STANDARD && Arrays.binarySearch(plain, (int) low) >= 0) {
      return true;
    }
    for (CommunityPattern pattern : others) {
      if (pattern.kind() == kind && pattern.holds(high, low)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof CommunitySet set
            && name.equals(set.name)
            && patterns.equals(set.patterns);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + patterns.hashCode();
  }

  @Override
  public String toString() {
    return name.isEmpty() ? patterns.toString() : name;
  }
}
