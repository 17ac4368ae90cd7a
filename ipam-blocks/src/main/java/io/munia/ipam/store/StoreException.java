package io.munia.ipam.store;

import java.io.Serial;

/// The store could not be opened, read or written. The message is one sentence for an operator:
/// which store, what was found, what would do.
public final class StoreException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public StoreException(String sentence) {
    super(sentence);
  }

  public StoreException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
