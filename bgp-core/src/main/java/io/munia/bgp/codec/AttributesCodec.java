package io.munia.bgp.codec;

import io.munia.bgp.attribute.PathAttributes;

/// A canonical attribute section (see [UpdateReader]) to its readable form and back.
@SuppressWarnings("DoNotCallSuggester")
public final class AttributesCodec {
  private AttributesCodec() {}

  /// @param section holds a canonical section, found well-formed, at `[from, to)`
  public static PathAttributes decode(byte[] section, int from, int to) {
    throw new UnsupportedOperationException();
  }

  /// The canonical section of these attributes.
  public static byte[] encode(PathAttributes attributes) {
    throw new UnsupportedOperationException();
  }
}
