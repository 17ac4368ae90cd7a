package io.munia.peering.router;

/// A speaker that could not be started; the message is one sentence.
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  public StartException(String sentence) {
    super(sentence);
  }

  public StartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
