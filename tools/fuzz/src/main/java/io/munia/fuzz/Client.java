package io.munia.fuzz;

import io.munia.cli.Decoding;
import io.munia.cli.capture.CaptureException;
import io.munia.cli.capture.Streams;
import java.io.ByteArrayInputStream;

/// What the client reads from files and from standard input.
final class Client {
  private Client() {}

  /// Standard input of `munia decode`. Each line of what it prints can be shown on a terminal.
  static void decode(byte[] bytes) {
    String printed = Decoding.printed(new ByteArrayInputStream(bytes));
    Broken.unless(
        printed.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)),
        "control characters in what is printed");
  }

  /// A capture. What is found in it is no more than what it holds.
  static void readCapture(byte[] bytes) {
    try {
      long found =
          Streams.read(bytes, Streams.PORT).messages().stream()
              .mapToLong(message -> message.bytes().length)
              .sum();
      Broken.unless(found <= bytes.length, "more bytes in the messages than in the capture");
    } catch (CaptureException e) {
      Broken.unless(!String.valueOf(e.getMessage()).isEmpty(), "no sentence");
    }
  }
}
