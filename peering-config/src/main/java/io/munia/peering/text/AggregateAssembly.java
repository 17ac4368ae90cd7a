package io.munia.peering.text;

import io.munia.net.Prefix;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.Aggregate.Atomic;
import io.munia.rib.aggregate.Aggregate.Suppress;
import io.munia.rib.aggregate.Aggregate.Towards;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Aggregates out of what was given.
final class AggregateAssembly {
  /// Most aggregates of a configuration.
  static final int AGGREGATES_MAX = 1024;

  private final Problems problems;

  AggregateAssembly(Problems problems) {
    this.problems = problems;
  }

  List<Aggregate> assemble(Map<String, Given> sections) {
    List<Aggregate> aggregates = new ArrayList<>();
    Map<Prefix, Given> seen = new HashMap<>();
    for (Given given : sections.values()) {
      Optional<Prefix> prefix = prefix(given);
      Given twin = prefix.isPresent() ? seen.putIfAbsent(prefix.get(), given) : null;
      if (twin != null) {
        problems.error(
            given.path(), "found the prefix of " + twin.path() + " again", "once would do");
      } else {
        prefix.map(each -> aggregate(each, given)).ifPresent(aggregates::add);
      }
    }
    if (aggregates.size() > AGGREGATES_MAX) {
      problems.error(
          "munia.aggregates",
          "found " + aggregates.size() + " aggregates",
          "at most " + AGGREGATES_MAX + " would do");
    }
    return aggregates;
  }

  private Optional<Prefix> prefix(Given given) {
    Prefix prefix;
    try {
      prefix = Forms.prefix(given.name());
    } catch (IllegalArgumentException e) {
      problems.error(
          given.path(),
          "found \"" + given.name() + "\"",
          Forms.PREFIX.wouldDo() + ", in quotes, would do");
      return Optional.empty();
    }
    if (prefix.isHost()) {
      problems.error(
          given.path(),
          "found " + prefix + ", which nothing is more specific than",
          "a shorter prefix would do, or a route of munia.routes");
      return Optional.empty();
    }
    if (prefix.address().isMulticast() || prefix.address().isLinkLocal()) {
      problems.error(given.path(), "found " + prefix, "a prefix of unicast addresses would do");
    }
    return Optional.of(prefix);
  }

  private Aggregate aggregate(Prefix prefix, Given given) {
    List<PrefixRange> ranges = given.get(AggregateOptions.CONTRIBUTORS, List.of());
    unfit(given, AggregateOptions.CONTRIBUTORS, ranges, prefix);
    if (ranges.isEmpty() && given.isGiven(AggregateOptions.CONTRIBUTORS)) {
      problems.warning(
          given.at(AggregateOptions.CONTRIBUTORS),
          "found no range, which stands for all more specific routes",
          "leave it out, or name a range");
    }
    return new Aggregate(
        prefix,
        sources(given),
        ranges,
        given.get(AggregateOptions.MIN_CONTRIBUTORS, 1),
        suppress(prefix, given),
        given.get(AggregateOptions.SUPPRESS_TO, Towards.ALL),
        given.get(AggregateOptions.ORIGIN, Optional.empty()),
        given.get(AggregateOptions.ATOMIC, Atomic.AUTO),
        Set.copyOf(given.get(AggregateOptions.COMMUNITIES, List.of())));
  }

  private Set<PathOrigin> sources(Given given) {
    Optional<List<String>> words = given.get(AggregateOptions.SOURCE);
    if (words.isEmpty()) {
      return Set.of(PathOrigin.values());
    }
    Set<PathOrigin> sources = EnumSet.noneOf(PathOrigin.class);
    sources.addAll(Sources.parse(words.get()));
    sources.remove(PathOrigin.AGGREGATE);
    if (sources.isEmpty()) {
      problems.error(
          given.at(AggregateOptions.SOURCE),
          "found " + words.get() + ": an aggregate does not contribute to another",
          "bgp, static, ipam, or a list of such would do");
    }
    return sources;
  }

  private Suppress suppress(Prefix prefix, Given given) {
    boolean summary = given.get(AggregateOptions.SUMMARY_ONLY, false);
    Optional<Suppress> said = given.get(AggregateOptions.SUPPRESS);
    if (summary && said.isPresent()) {
      problems.error(
          given.at(AggregateOptions.SUMMARY_ONLY),
          "'suppress' is there as well, and says what is suppressed",
          "one of them would do");
    }
    Suppress suppress = summary ? new Suppress.All() : said.orElse(new Suppress.None());
    if (suppress instanceof Suppress.Within(var ranges)) {
      unfit(given, AggregateOptions.SUPPRESS, ranges, prefix);
    }
    return suppress;
  }

  private void unfit(Given given, Option<?> option, List<PrefixRange> ranges, Prefix prefix) {
    for (PrefixRange range : ranges) {
      if (!AggregateOptions.fits(range, prefix)) {
        problems.error(
            given.at(option),
            "found \"" + Ranges.print(range) + "\", which has nothing inside " + prefix,
            "\"" + prefix + " le " + prefix.version().bits() + "\" would do");
      }
    }
  }
}
