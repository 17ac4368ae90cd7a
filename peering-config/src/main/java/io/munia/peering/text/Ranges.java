package io.munia.peering.text;

import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.PrefixRange;

/// Prefix ranges as text: `10.0.0.0/8`, `10.0.0.0/8 le 24`, `10.0.0.0/8 ge 16 le 24`.
final class Ranges {
  private Ranges() {}

  /// @throws IllegalArgumentException where it is none
  static PrefixRange parse(String text) {
    String[] words = text.strip().split(" +", -1);
    Prefix prefix = Forms.prefix(words[0]);
    int min = prefix.length();
    int max = prefix.length();
    for (int i = 1; i < words.length; i += 2) {
      if (i + 1 == words.length) {
        throw new IllegalArgumentException(text);
      }
      int length =
          (int)
              Forms.between(
                  Long.parseUnsignedLong(words[i + 1]), prefix.length(), prefix.version().bits());
      switch (words[i]) {
        case "le" -> max = length;
        case "ge" -> {
          min = length;
          max = Math.max(max, words.length == 3 ? prefix.version().bits() : length);
        }
        default -> throw new IllegalArgumentException(text);
      }
    }
    if (min > max) {
      throw new IllegalArgumentException(text);
    }
    return new PrefixRange(prefix, min, max);
  }

  static String print(PrefixRange range) {
    int length = range.prefix().length();
    int bits = range.prefix().version().bits();
    String text = range.prefix().toString();
    if (range.lengthMin() > length) {
      text += " ge " + range.lengthMin();
      return range.lengthMax() == bits ? text : text + " le " + range.lengthMax();
    }
    return range.lengthMax() == length ? text : text + " le " + range.lengthMax();
  }
}
