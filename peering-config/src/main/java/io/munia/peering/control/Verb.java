package io.munia.peering.control;

import java.util.Map;

/// One thing that can be asked of a running speaker.
public interface Verb {

  /// Who may ask.
  enum Access {
    /// Everyone who may open the socket.
    READ,

    /// Root, and whoever the speaker itself runs as.
    WRITE
  }

  String name();

  Access access();

  /// Whether it knows an argument of this name; one that it does not know is refused, not ignored.
  boolean understands(String argument);

  /// Answers; may take its time, and is not called on a loop.
  ///
  /// @throws VerbException where there is no answer, with a sentence
  Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException;
}
