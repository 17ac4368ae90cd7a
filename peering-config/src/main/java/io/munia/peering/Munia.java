package io.munia.peering;

import io.munia.peering.router.Speaker;
import io.munia.peering.router.SpeakerBuilder;

/// Where an embedder begins: `Munia.speaker()`.
public final class Munia {
  private Munia() {}

  /// Describes a speaker; nothing happens before [SpeakerBuilder#start].
  public static SpeakerBuilder speaker() {
    return Speaker.builder();
  }
}
