package io.munia.bgp.codec;

import io.munia.net.Asn;

/// Which AS a neighbour may have.
@FunctionalInterface
public interface RemoteAsRule {
  /// Whether a neighbour of this AS is the one that is meant.
  ///
  /// @param remote the AS of the neighbour's OPEN
  /// @param local the AS of ours
  boolean accepts(Asn remote, Asn local);
}
