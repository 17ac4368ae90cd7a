package io.munia.daemon;

import java.io.Serial;

/// A part cannot be started on this machine; the message is one sentence.
final class StartRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  StartRefused(String sentence) {
    super(sentence);
  }
}
