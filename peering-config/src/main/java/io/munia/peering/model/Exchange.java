package io.munia.peering.model;

import io.munia.rib.PeerLimits;

/// How much passes between this speaker and a neighbour.
///
/// @param limits most prefixes either way
public record Exchange(PeerLimits limits) {
  public static final Exchange UNLIMITED = new Exchange(PeerLimits.NONE);
}
