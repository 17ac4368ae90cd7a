package io.munia.peering.text;

import io.munia.bgp.attribute.Origin;
import io.munia.net.Prefix;
import io.munia.peering.change.Apply;
import io.munia.rib.aggregate.Aggregate.Atomic;
import io.munia.rib.aggregate.Aggregate.Suppress;
import io.munia.rib.aggregate.Aggregate.Towards;
import io.munia.rib.policy.Policy.PrefixRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of aggregates; part of [Options].
final class AggregateOptions {
  private static final String ATOMIC_MEANING =
      "ATOMIC_AGGREGATE; auto attaches it while a contributor has an AS_PATH, which the aggregate"
          + " does not show.";

  static final Option<Map<String, Given>> AGGREGATES =
      new Option<>(
          Kind.ROOT,
          "aggregates",
          Forms.named(Kind.AGGREGATE),
          "none",
          Apply.LIVE,
          "Routes that stand for more specific ones, by prefix.");

  static final Option<Boolean> SUMMARY_ONLY =
      new Option<>(
          Kind.AGGREGATE,
          "summary-only",
          Forms.BOOL,
          "false",
          Apply.LIVE,
          "The usual word for suppress = all.");
  static final Option<Suppress> SUPPRESS =
      new Option<>(
          Kind.AGGREGATE,
          "suppress",
          suppressing(),
          "none",
          Apply.LIVE,
          "Which contributors are not announced while the aggregate is. Borrowed addresses always"
              + " are.");
  static final Option<Towards> SUPPRESS_TO =
      new Option<>(
          Kind.AGGREGATE,
          "suppress-to",
          Forms.word(Forms.words("all", Towards.ALL, "external", Towards.EXTERNAL)),
          "all",
          Apply.LIVE,
          "From whom they are kept: all neighbours, or those in other ASes.");
  static final Option<List<String>> SOURCE =
      new Option<>(
          Kind.AGGREGATE,
          "source",
          Forms.list(Sources.FORM),
          "any but aggregate",
          Apply.LIVE,
          "Where contributors come from, as in policies.");
  static final Option<List<PrefixRange>> CONTRIBUTORS =
      new Option<>(
          Kind.AGGREGATE,
          "contributors",
          Forms.list(Forms.PREFIX_RANGE),
          "every prefix inside",
          Apply.LIVE,
          "Which prefixes contribute.");
  static final Option<Integer> MIN_CONTRIBUTORS =
      new Option<>(
          Kind.AGGREGATE,
          "min-contributors",
          Forms.smallNumber(1, 1_000_000),
          "1",
          Apply.LIVE,
          "How many there must be.");
  static final Option<Optional<Origin>> ORIGIN =
      new Option<>(
          Kind.AGGREGATE,
          "origin",
          Forms.word(origins()),
          "auto",
          Apply.LIVE,
          "ORIGIN; auto is the worst among the contributors'.");
  static final Option<Atomic> ATOMIC =
      new Option<>(
          Kind.AGGREGATE,
          "atomic-aggregate",
          Forms.word(atomic()),
          "auto",
          Apply.LIVE,
          ATOMIC_MEANING);
  static final Option<List<Integer>> COMMUNITIES =
      new Option<>(
          Kind.AGGREGATE,
          "communities",
          Forms.list(Forms.COMMUNITY),
          "none",
          Apply.LIVE,
          "Attached to the aggregate; those of contributors are not.");

  /// All but the section itself, which stands among the root's.
  static final List<Option<?>> ALL =
      List.of(
          SUMMARY_ONLY,
          SUPPRESS,
          SUPPRESS_TO,
          SOURCE,
          CONTRIBUTORS,
          MIN_CONTRIBUTORS,
          ORIGIN,
          ATOMIC,
          COMMUNITIES);

  private AggregateOptions() {}

  private static Form<Suppress> suppressing() {
    Form<List<PrefixRange>> ranges = Forms.list(Forms.PREFIX_RANGE);
    return new Form<>(
        "none, all, or " + ranges.wouldDo(),
        (at, form) ->
            at.scalar().isEmpty()
                ? ranges.read(at).map(Suppress.Within::new)
                : one(at.scalar().get()).or(() -> at.unfit(form)));
  }

  private static Optional<Suppress> one(String word) {
    try {
      return Optional.of(
          switch (word) {
            case "none" -> new Suppress.None();
            case "all" -> new Suppress.All();
            default -> new Suppress.Within(List.of(Ranges.parse(word)));
          });
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Map<String, Optional<Origin>> origins() {
    Map<String, Optional<Origin>> words = new LinkedHashMap<>();
    words.put("auto", Optional.empty());
    for (Origin origin : Origin.values()) {
      words.put(origin.name().toLowerCase(java.util.Locale.ROOT), Optional.of(origin));
    }
    return words;
  }

  private static Map<String, Atomic> atomic() {
    Map<String, Atomic> words = new LinkedHashMap<>();
    for (Atomic atomic : Atomic.values()) {
      words.put(atomic.name().toLowerCase(java.util.Locale.ROOT), atomic);
    }
    return words;
  }

  /// Whether the range has something strictly inside the prefix.
  static boolean fits(PrefixRange range, Prefix prefix) {
    return range.prefix().overlaps(prefix) && range.lengthMax() > prefix.length();
  }
}
