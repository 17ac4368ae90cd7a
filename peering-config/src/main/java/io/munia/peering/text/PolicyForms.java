package io.munia.peering.text;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.munia.bgp.attribute.Origin;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.rib.policy.AsPathPattern;
import io.munia.rib.policy.CommunityPattern;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.Policy.RpkiState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The forms in which policies are written.
final class PolicyForms {
  private static final long NUMBER_MAX = 0xffff_ffffL;
  private static final String AS_RANGE = "an AS number or a range such as \"64512-65534\"";
  private static final String COMMUNITY =
      "a community such as \"64512:1\", \"64512:*\", \"64512:1:2\" or \"rt:64512:1\", or a"
          + " well-known name";
  private static final String PREFIX =
      "a prefix with lengths such as \"10.0.0.0/8\" or \"10.0.0.0/8 le 24\"";

  static final Form<Policy.Action> THEN = Forms.word(words(Policy.Action.values()));
  static final Form<Origin> ORIGIN = Forms.word(words(Origin.values()));
  static final Form<RpkiState> RPKI = Forms.word(words(RpkiState.values()));
  static final Form<Range> RANGE =
      Forms.scalar("a number, \"10-20\", \">= 10\" or \"<= 20\"", PolicyForms::range);
  static final Form<PrefixRange> PREFIX_RANGE = Forms.scalar(PREFIX, Ranges::parse);
  static final Form<Named<PrefixRange>> PREFIX_OR_SET = Named.form(PREFIX, Ranges::parse);
  static final Form<Range> AS_NUMBERS = Forms.scalar(AS_RANGE, PolicyForms::asRange);
  static final Form<Named<Range>> AS_NUMBERS_OR_SET = Named.form(AS_RANGE, PolicyForms::asRange);
  static final Form<AsPathPattern> AS_PATH =
      new Form<>("an expression over AS numbers such as \"^64500 .* [1-9]$\"", PolicyForms::path);
  static final Form<Named<AsPathPattern>> AS_PATH_OR_SET =
      new Form<>(
          AS_PATH.wouldDo() + ", or the name of a set",
          (at, _) -> {
            Optional<String> name = at.scalar().filter(Named::isName);
            return name.isPresent()
                ? Optional.of(new Named.Name<AsPathPattern>(name.get()))
                : AS_PATH.read(at).map(Named.Literal<AsPathPattern>::new);
          });
  static final Form<CommunityPattern> COMMUNITIES = Forms.scalar(COMMUNITY, CommunityText::parse);
  static final Form<Named<CommunityPattern>> COMMUNITIES_OR_SET =
      Named.form(COMMUNITY, CommunityText::parse);
  static final Form<CommunityPattern> EXACT_COMMUNITY =
      Forms.scalar(
          "a community such as \"64512:1\", \"64512:1:2\" or \"rt:64512:1\", or a well-known name",
          CommunityText::parseExact);
  static final Form<Change> NEXT_HOP =
      Forms.scalar(
          "self, keep, or an address",
          text ->
              switch (text) {
                case "self" -> new Change.NextHopSelf();
                case "keep" -> new Change.NextHopKeep();
                default -> new Change.NextHopAddress(nextHop(text));
              });

  private PolicyForms() {}

  /// Lists by name, in the order of the file.
  static <T> Form<Map<String, List<T>>> lists(Form<T> element) {
    Form<List<T>> list = Forms.list(element);
    return new Form<>(
        "lists by name, each of " + element.wouldDo(),
        (at, form) -> {
          if (!(at.value() instanceof ConfigObject lists)) {
            return at.unfit(form);
          }
          Map<String, List<T>> named = new LinkedHashMap<>();
          for (Map.Entry<String, ConfigValue> entry : lists.entrySet()) {
            String path = Given.join(at.path(), entry.getKey());
            at.problems().seen(path, entry.getValue().origin());
            if (!Named.isName(entry.getKey())) {
              at.problems()
                  .error(
                      path,
                      "found \"" + entry.getKey() + "\" as the name of a set",
                      "a letter, then letters, digits, '.', '_' and '-', and no name of a"
                          + " well-known community would do");
            }
            list.read(new At(path, entry.getValue(), at.problems()))
                .ifPresent(elements -> named.put(entry.getKey(), elements));
          }
          return Optional.of(named);
        });
  }

  private static Optional<AsPathPattern> path(At at, Form<AsPathPattern> form) {
    Optional<String> text = at.scalar();
    if (text.isEmpty()) {
      return at.unfit(form);
    }
    try {
      return Optional.of(AsPathPattern.parse(text.get()));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      int clause = why.lastIndexOf("; ");
      at.problems()
          .error(
              at.path(),
              "found " + at.shown() + ", " + why.substring(0, clause).replace("found ", "in it "),
              why.substring(clause + 2));
      return Optional.empty();
    }
  }

  private static Range range(String text) {
    String words = text.strip();
    if (words.startsWith(">=")) {
      return new Range(number(words.substring(2)), NUMBER_MAX);
    }
    if (words.startsWith("<=")) {
      return new Range(0, number(words.substring(2)));
    }
    int dash = words.indexOf('-');
    return dash < 0
        ? new Range(number(words), number(words))
        : new Range(number(words.substring(0, dash)), number(words.substring(dash + 1)));
  }

  static String print(Range range) {
    if (range.min() == range.max()) {
      return Long.toString(range.min());
    }
    if (range.max() == NUMBER_MAX) {
      return ">= " + range.min();
    }
    return range.min() == 0 ? "<= " + range.max() : printAs(range);
  }

  static String printAs(Range range) {
    return range.min() == range.max()
        ? Long.toString(range.min())
        : range.min() + "-" + range.max();
  }

  private static Range asRange(String text) {
    int dash = text.indexOf('-');
    Range range =
        dash < 0
            ? new Range(number(text), number(text))
            : new Range(number(text.substring(0, dash)), number(text.substring(dash + 1)));
    if (range.min() == 0) {
      throw new IllegalArgumentException(text);
    }
    return range;
  }

  private static long number(String text) {
    return Forms.between(Long.parseUnsignedLong(text.strip()), 0, NUMBER_MAX);
  }

  private static IpAddress nextHop(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address.isUnspecified() || address.isMulticast()) {
      throw new IllegalArgumentException(text);
    }
    return address;
  }

  static Asn as(Range range) {
    return new Asn(range.min());
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> words.put(word(value), value));
    return words;
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What a list of values and names stands for: the set of that name where there is nothing else,
  /// else all of it together.
  static <T, S> S joined(
      List<Named<T>> given,
      Function<String, S> named,
      Function<S, List<T>> of,
      Function<List<T>, S> inline) {
    if (given.size() == 1 && given.getFirst() instanceof Named.Name<T>(String name)) {
      return named.apply(name);
    }
    return inline.apply(
        given.stream()
            .flatMap(each ->
                switch (each) {
                  case Named.Literal<T>(T value) -> java.util.stream.Stream.of(value);
                  case Named.Name<T>(String name) -> of.apply(named.apply(name)).stream();
                })
            .toList());
  }
}
