package io.munia.peering.control;

/// A question that has no answer; the message is one sentence.
public final class VerbException extends Exception {
  private static final long serialVersionUID = 1;

  /// Something failed.
  public static final int FAILED = 1;

  /// The question itself is wrong.
  public static final int USAGE = 2;

  private final int exit;

  public VerbException(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  /// What a client should exit with.
  public int exit() {
    return exit;
  }
}
