package io.munia.peering.model;

import io.munia.rib.PeerLimits;

/// How much passes between this speaker and a neighbour.
///
/// @param limits most prefixes either way
/// @param intervalSeconds shortest time between two announcements of changes; 0 for none
/// @param clientToClient whether routes of one reflection client go to others of its cluster
public record Exchange(PeerLimits limits, int intervalSeconds, boolean clientToClient) {
  public static final Exchange UNLIMITED = new Exchange(PeerLimits.NONE, 0, true);
}
