package io.munia.peering.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which word was meant.
final class Spelling {
  private Spelling() {}

  /// The nearest of these, if it is near: two edits, or one in three letters.
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate ->
            distance(word, candidate)
                < Math.min(word.length(), 1 + Math.max(2, candidate.length() / 3)))
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// "did you mean 'tor'?", or what there is.
  static String hint(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "did you mean '" + near + "'?")
        .orElse(
            known.isEmpty()
                ? "there are none"
                : "there are: " + String.join(", ", known.stream().sorted().toList()));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
