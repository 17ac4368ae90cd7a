package io.munia.rib.aggregate;

import io.munia.bgp.attribute.Origin;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.route.PathOrigin;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A destination that this speaker announces while it has more specific ones, as configured.
///
/// A *contributor* is a selected route strictly inside the prefix, from one of the sources and in
/// one of the ranges. Another aggregate never is one: what it was made of lies inside this one as
/// well. What does not contribute is not suppressed either, as the aggregate does not stand for it.
///
/// @param sources where contributors come from
/// @param ranges which prefixes contribute; empty for all inside
/// @param contributorsMin how many there must be, 1 or more
/// @param suppress contributors that are not announced while the aggregate is
/// @param towards to whom they are not announced
/// @param origin ORIGIN; empty for the worst among the contributors'
/// @param atomic when ATOMIC_AGGREGATE is attached
/// @param communities attached, each as its 32 bits; those of contributors are not inherited
public record Aggregate(
    Prefix prefix,
    Set<PathOrigin> sources,
    List<PrefixRange> ranges,
    int contributorsMin,
    Suppress suppress,
    Towards towards,
    Optional<Origin> origin,
    Atomic atomic,
    Set<Integer> communities) {
  public Aggregate {
    if (prefix.isHost() || contributorsMin < 1) {
      throw new IllegalArgumentException(prefix + " of " + contributorsMin);
    }
    Set<PathOrigin> fit = EnumSet.noneOf(PathOrigin.class);
    fit.addAll(sources);
    fit.remove(PathOrigin.AGGREGATE);
    sources = Set.copyOf(fit);
    ranges = List.copyOf(ranges);
    communities = Set.copyOf(communities);
  }

  /// What an aggregate is where nothing else is said.
  public static Aggregate of(Prefix prefix) {
    return new Aggregate(
        prefix,
        Set.of(PathOrigin.values()),
        List.of(),
        1,
        new Suppress.None(),
        Towards.ALL,
        Optional.empty(),
        Atomic.AUTO,
        Set.of());
  }

  /// The same with another way to suppress.
  public Aggregate suppressing(Suppress rule, Towards to) {
    return new Aggregate(
        prefix, sources, ranges, contributorsMin, rule, to, origin, atomic, communities);
  }

  /// Which contributors are left out of announcements.
  public sealed interface Suppress {
    record None() implements Suppress {}

    record All() implements Suppress {}

    record Within(List<PrefixRange> ranges) implements Suppress {
      public Within {
        ranges = List.copyOf(ranges);
      }
    }
  }

  /// Whom the contributors are kept from.
  public enum Towards {
    /// Every neighbour.
    ALL,

    /// Neighbours in other ASes: inside, everybody knows the contributors.
    EXTERNAL
  }

  /// When the aggregate says that it hides ASes ([RFC 4271
  /// §5.1.6](https://www.rfc-editor.org/rfc/rfc4271#section-5.1.6)).
  public enum Atomic {
    /// While a contributor has an AS_PATH, which the aggregate does not show.
    AUTO,
    ALWAYS,
    NEVER
  }

  /// Whether the same routes contribute to both, and the same of them may be left out.
  public boolean countsLike(Aggregate other) {
    return sources.equals(other.sources)
        && ranges.equals(other.ranges)
        && suppress.equals(other.suppress);
  }

  /// Whether a route contributes; address bits stand left-aligned, as in [io.munia.net.IpAddress].
  public boolean takes(PathOrigin from, long high, long low, int length) {
    return length > prefix.length()
        && inside(prefix, high, low)
        && sources.contains(from)
        && (ranges.isEmpty() || within(ranges, high, low, length));
  }

  /// Whether a route is to be left out while the aggregate is announced. A borrowed address never
  /// is: it must be found past its block's owner.
  public boolean hides(PathOrigin from, long high, long low, int length) {
    return from != PathOrigin.IPAM_ADDRESS
        && switch (suppress) {
          case Suppress.None() -> false;
          case Suppress.All() -> takes(from, high, low, length);
          case Suppress.Within(var which) ->
              within(which, high, low, length) && takes(from, high, low, length);
        };
  }

  private static boolean within(List<PrefixRange> ranges, long high, long low, int length) {
    for (PrefixRange range : ranges) {
      if (length >= range.prefix().length()
          && length >= range.lengthMin()
          && length <= range.lengthMax()
          && inside(range.prefix(), high, low)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inside(Prefix covering, long high, long low) {
    return (high & Prefix.highMask(covering.length())) == covering.address().high()
        && (low & Prefix.lowMask(covering.length())) == covering.address().low();
  }
}
