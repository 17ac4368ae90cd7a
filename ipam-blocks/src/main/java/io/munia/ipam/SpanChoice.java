package io.munia.ipam;

import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which span an owner takes next. Deterministic, so that two processes that see the same store try
/// the same one, and the loser of the race knows it at once.
///
/// The first span of an owner is the first free one whose buddy is free as well: that leaves every
/// owner room to double into one shorter prefix. When half the space is taken, any free one.
///
/// A further span is the one that completes, or comes nearest to completing, a shorter prefix: free
/// space in the buddy of an aggregate that the owner has, the smallest aggregate first, and only
/// where nobody else is in that buddy. Else the nearest free one on either side; else the first.
final class SpanChoice {
  /// How far the search goes, in spans: far more than any network has racks.
  static final int LOOKED_AT_MAX = 1 << 20;

  /// Beyond this many spans away, near and far are the same.
  private static final int NEAR = 1024;

  private SpanChoice() {}

  /// @param parents where the span may lie, in the order in which they are tried
  /// @param own the spans that the owner has at this level
  /// @param foreign whether somebody else has anything in a prefix
  static Optional<Prefix> next(
      List<Prefix> parents, int length, Collection<Prefix> own, Predicate<Prefix> foreign) {
    Predicate<Prefix> free = each -> own.stream().noneMatch(each::overlaps) && !foreign.test(each);
    Predicate<Prefix> inside = each -> parents.stream().anyMatch(one -> one.contains(each));
    return completing(length, own, foreign, free, inside)
        .or(() -> nearest(own, inside.and(free)))
        .or(() -> first(parents, length, free.and(each -> roomToDouble(each, free, inside))))
        .or(() -> first(parents, length, free));
  }

  private static Optional<Prefix> completing(
      int length,
      Collection<Prefix> own,
      Predicate<Prefix> foreign,
      Predicate<Prefix> free,
      Predicate<Prefix> inside) {
    List<Prefix> aggregates = new ArrayList<>(PrefixSteps.cover(own));
    aggregates.sort(Comparator.comparingInt(Prefix::length).reversed());
    for (Prefix aggregate : aggregates) {
      Optional<Prefix> buddy = PrefixSteps.buddy(aggregate).filter(inside).filter(foreign.negate());
      Optional<Prefix> found = buddy.flatMap(area -> first(List.of(area), length, free));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Prefix> nearest(Collection<Prefix> own, Predicate<Prefix> usable) {
    for (int distance = 1; distance <= NEAR; distance++) {
      for (Prefix from : own) {
        for (int way : new int[] {distance, -distance}) {
          Optional<Prefix> candidate = PrefixSteps.step(from, way).filter(usable);
          if (candidate.isPresent()) {
            return candidate;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean roomToDouble(
      Prefix span, Predicate<Prefix> free, Predicate<Prefix> inside) {
    return PrefixSteps.buddy(span).filter(inside).filter(free).isPresent();
  }

  private static Optional<Prefix> first(
      List<Prefix> parents, int length, Predicate<Prefix> usable) {
    for (Prefix parent : parents) {
      long count = Math.min(PrefixSteps.count(parent, length), LOOKED_AT_MAX);
      Prefix candidate = PrefixSteps.first(parent, length);
      for (long i = 0; i < count; i++) {
        if (usable.test(candidate)) {
          return Optional.of(candidate);
        }
        Optional<Prefix> after = PrefixSteps.step(candidate, 1);
        if (after.isEmpty()) {
          break;
        }
        candidate = after.get();
      }
    }
    return Optional.empty();
  }
}
