package io.munia.lab;

/// Something in the lab is not as it should be; the message says what, in a sentence for people.
public final class LabFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LabFailure(String sentence) {
    super(sentence);
  }
}
