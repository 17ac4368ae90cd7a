package io.munia.bgp.codec;

import java.util.Locale;

/// How a link-local address is written in an IPv6 next hop (ADR 0039 of rib).
public enum LinkLocalForm {
  /// Alone, in 16 bytes ([RFC 8950 §3](https://www.rfc-editor.org/rfc/rfc8950#section-3),
  /// [draft-ietf-idr-linklocal-capability](https://datatracker.ietf.org/doc/draft-ietf-idr-linklocal-capability/)).
  NATIVE,

  /// Behind `::`, in 32 bytes.
  SINGLE,

  /// Twice, in 32 bytes.
  DOUBLE,

  /// Behind a global address of the same router ([RFC 2545
  /// §3](https://www.rfc-editor.org/rfc/rfc2545#section-3)).
  BOTH;

  /// As configurations spell it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
