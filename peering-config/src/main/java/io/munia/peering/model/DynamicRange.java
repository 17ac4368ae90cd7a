package io.munia.peering.model;

import io.munia.net.Prefix;

/// Neighbours that are not listed: who connects from this range is one.
///
/// @param limit how many at most, 1 to 65,535
public record DynamicRange(
    String name, String group, Prefix range, int limit, PeerOptions options) {
  public static final int LIMIT = 256;
}
