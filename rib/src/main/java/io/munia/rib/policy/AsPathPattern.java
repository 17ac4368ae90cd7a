package io.munia.rib.policy;

/// A regular expression over the AS numbers of a path, in their order; what stands in a set counts
/// one by one, confederation segments are left out. It may match anywhere unless it is anchored.
///
/// | | |
/// |---|---|
/// | `64500` | this AS |
/// | `.` | any one AS |
/// | `[1-9 64512-65534]` | one AS of these, separated by spaces or commas |
/// | `[^64500 64501]` | one AS that is none of these |
/// | `^` `$` | where the path begins, ends |
/// | `x*` `x+` `x?` | any number of x, at least one, at most one |
/// | `x|y` `( )` | either, grouping |
/// | space, `_` | separate what stands beside each other; nothing else |
///
/// Whole numbers are compared and no digits. What means something over digits is refused: a number
/// that touches what follows or precedes it, `[0-9]`, `\`, `{2}`. A value: equal where the text is.
public final class AsPathPattern {
  /// Characters of an expression.
  public static final int CHARACTERS_MAX = 1000;

  private final String text;
  private final AsPathAutomaton automaton;

  private AsPathPattern(String text) {
    this.text = text;
    this.automaton = AsPathAutomaton.of(new AsPathParser(text).parse());
  }

  /// @throws IllegalArgumentException with what was found where, and what would do
  public static AsPathPattern parse(String text) {
    if (text.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "has " + text.length() + " characters; up to " + CHARACTERS_MAX + " would do");
    }
    return new AsPathPattern(text);
  }

  public String text() {
    return text;
  }

  AsPathAutomaton automaton() {
    return automaton;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof AsPathPattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
