package io.munia.benchmarks.mrt;

import io.munia.net.AddressFamily;

/// What a file holds, as it is read. Ranges are valid during the call only.
public interface MrtVisitor {

  /// One path of a table.
  ///
  /// @param nlriFrom where prefix length and octets stand in `bytes`, as on the wire, up to
  ///   `nlriTo`
  /// @param attributesFrom path attributes, AS numbers with 4 octets, up to `attributesTo`
  void path(
      MrtPeer peer,
      AddressFamily family,
      byte[] bytes,
      int nlriFrom,
      int nlriTo,
      int attributesFrom,
      int attributesTo);

  /// One UPDATE as it came, header included, at `[from, to)`.
  ///
  /// @param fourOctetAs whether AS numbers in it have 4 octets
  void update(MrtPeer peer, byte[] bytes, int from, int to, boolean fourOctetAs);
}
