package io.munia.peering.text;

import io.munia.rib.route.PathOrigin;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where routes come from, as policies name it: each origin by its own name, and families of them.
final class Sources {
  private static final Map<String, Set<PathOrigin>> WORDS = words();

  static final Form<String> FORM =
      Forms.scalar(
          "one of " + String.join(", ", WORDS.keySet()),
          text -> {
            if (!WORDS.containsKey(text)) {
              throw new IllegalArgumentException(text);
            }
            return text;
          });

  private Sources() {}

  private static Map<String, Set<PathOrigin>> words() {
    Map<String, Set<PathOrigin>> words = new LinkedHashMap<>();
    words.put("bgp", Set.of(PathOrigin.EBGP, PathOrigin.IBGP));
    words.put("local", having(PathOrigin::local));
    words.put("ipam", having(PathOrigin::ipam));
    for (PathOrigin origin : PathOrigin.values()) {
      words.put(name(origin), Set.of(origin));
    }
    return words;
  }

  private static Set<PathOrigin> having(java.util.function.Predicate<PathOrigin> test) {
    return Arrays.stream(PathOrigin.values()).filter(test).collect(Collectors.toSet());
  }

  /// Everything that these words stand for.
  static Set<PathOrigin> parse(List<String> words) {
    Set<PathOrigin> origins = EnumSet.noneOf(PathOrigin.class);
    for (String word : words) {
      origins.addAll(WORDS.getOrDefault(word, Set.of()));
    }
    return origins;
  }

  static String name(PathOrigin origin) {
    return origin.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
