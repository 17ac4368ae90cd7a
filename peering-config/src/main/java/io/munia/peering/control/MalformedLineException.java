package io.munia.peering.control;

/// A line of the control protocol that is not understood; the message is one sentence.
public final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedLineException(String sentence) {
    super(sentence);
  }
}
