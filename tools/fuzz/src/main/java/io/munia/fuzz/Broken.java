package io.munia.fuzz;

/// Something that must be true of any input is not.
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1;

  Broken(String sentence) {
    super(sentence);
  }

  static void unless(boolean holds, String sentence) {
    if (!holds) {
      throw new Broken(sentence);
    }
  }
}
