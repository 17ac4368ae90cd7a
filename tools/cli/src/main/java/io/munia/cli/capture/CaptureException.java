package io.munia.cli.capture;

/// A file that is no capture, or one that cannot be read on; the message is a sentence for people.
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1;

  CaptureException(String sentence) {
    super(sentence);
  }
}
