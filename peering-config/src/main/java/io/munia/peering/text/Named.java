package io.munia.peering.text;

import java.util.function.Function;

/// What stands in a list that takes values and names of sets: the one or the other.
sealed interface Named<T> {
  /// @param value as it was read
  record Literal<T>(T value) implements Named<T> {}

  record Name<T>(String name) implements Named<T> {}

  /// A form that takes a name where the text looks like one, else what `reading` makes of it.
  static <T> Form<Named<T>> form(String wouldDo, Function<String, T> reading) {
    return Forms.scalar(
        wouldDo + ", or the name of a set",
        text -> isName(text) ? new Name<T>(text) : new Literal<T>(reading.apply(text)));
  }

  /// A letter, then letters, digits, `.`, `_` and `-`: no prefix, number, expression or community
  /// looks so, but for the communities that have names.
  static boolean isName(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9._-]{0,63}") && !Communities.isKnown(text);
  }
}
