package io.munia.peering.text;

import io.munia.rib.policy.AsPathPattern;
import io.munia.rib.policy.AsPathSet;
import io.munia.rib.policy.AsSet;
import io.munia.rib.policy.CommunityPattern;
import io.munia.rib.policy.CommunitySet;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.PrefixSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The named sets of a configuration, each made once however many rules name it.
final class PolicySets {
  private final Problems problems;
  private final Map<String, PrefixSet> prefixes;
  private final Map<String, AsSet> asNumbers;
  private final Map<String, AsPathSet> asPaths;
  private final Map<String, CommunitySet> communities;

  PolicySets(Optional<Given> sets, Problems problems) {
    this.problems = problems;
    this.prefixes = made(sets, PolicyOptions.PREFIXES, PrefixSet::new);
    this.asNumbers = made(sets, PolicyOptions.AS_NUMBERS, AsSet::new);
    this.asPaths = made(sets, PolicyOptions.AS_PATHS, AsPathSet::new);
    this.communities = made(sets, PolicyOptions.COMMUNITIES, CommunitySet::new);
  }

  private <T, S> Map<String, S> made(
      Optional<Given> sets,
      Option<Map<String, List<T>>> option,
      BiFunction<String, List<T>, S> of) {
    Map<String, S> made = new LinkedHashMap<>();
    sets.flatMap(given -> given.get(option))
        .ifPresent(lists ->
            lists.forEach((name, list) -> {
              try {
                made.put(name, of.apply(name, list));
              } catch (IllegalArgumentException e) {
                problems.error(
                    Given.join(sets.get().at(option), name),
                    "has " + e.getMessage(),
                    "fewer would do");
              }
            }));
    return made;
  }

  PrefixSet prefixes(List<Named<PrefixRange>> given, String path) {
    return PolicyForms.joined(
        given,
        named(prefixes, "prefixes", path, PrefixSet::new),
        PrefixSet::ranges,
        inline(PrefixSet::new));
  }

  AsSet asNumbers(List<Named<Range>> given, String path) {
    return PolicyForms.joined(
        given, named(asNumbers, "as-numbers", path, AsSet::new), AsSet::ranges, inline(AsSet::new));
  }

  AsPathSet asPaths(List<Named<AsPathPattern>> given, String path) {
    return PolicyForms.joined(
        given,
        named(asPaths, "as-paths", path, AsPathSet::new),
        AsPathSet::patterns,
        inline(AsPathSet::new));
  }

  CommunitySet communities(List<Named<CommunityPattern>> given, String path) {
    return PolicyForms.joined(
        given,
        named(communities, "communities", path, CommunitySet::new),
        CommunitySet::patterns,
        inline(CommunitySet::new));
  }

  private static <T, S> Function<List<T>, S> inline(BiFunction<String, List<T>, S> of) {
    return list -> of.apply("", list);
  }

  private <T, S> Function<String, S> named(
      Map<String, S> sets, String kind, String path, BiFunction<String, List<T>, S> of) {
    return name -> {
      S set = sets.get(name);
      if (set == null) {
        problems.error(
            path,
            "found '" + name + "', which is no set in munia.sets." + kind,
            Spelling.hint(name, sets.keySet()));
        return of.apply(name, List.of());
      }
      return set;
    };
  }
}
