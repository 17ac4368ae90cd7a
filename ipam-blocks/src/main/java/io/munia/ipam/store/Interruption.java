package io.munia.ipam.store;

/// An interruption that came while somebody waited, kept until it can be acted on.
public final class Interruption {
  private Interruption() {}

  /// Marks the calling thread as interrupted again.
  public static void restore() {
    Thread.currentThread().interrupt();
  }
}
