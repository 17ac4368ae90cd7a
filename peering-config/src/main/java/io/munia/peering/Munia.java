package io.munia.peering;

import io.munia.peering.router.Speaker;

/// Where an embedder begins: `Munia.speaker()`.
public final class Munia {
  private Munia() {}

  /// Describes a speaker; nothing happens before [Speaker.Builder#start].
  public static Speaker.Builder speaker() {
    return Speaker.builder();
  }
}
