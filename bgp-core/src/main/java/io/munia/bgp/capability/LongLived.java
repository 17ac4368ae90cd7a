package io.munia.bgp.capability;

import io.munia.net.AddressFamily;
import java.util.Map;
import java.util.Set;

/// How long a neighbour's routes are kept behind its restart time ([RFC 9494
/// §3.1](https://www.rfc-editor.org/rfc/rfc9494#section-3.1)).
///
/// @param known whether both speakers know it: routes that are kept so may be told to the neighbour
/// @param staleSeconds per family that the session carries, 0 to 16,777,215; 0 for not at all
/// @param forwarding families that the neighbour has kept forwarding state of
public record LongLived(
    boolean known, Map<AddressFamily, Integer> staleSeconds, Set<AddressFamily> forwarding) {
  /// No long-lived graceful restart.
  public static final LongLived NONE = new LongLived(false, Map.of(), Set.of());

  public LongLived {
    staleSeconds = Map.copyOf(staleSeconds);
    forwarding = Set.copyOf(forwarding);
  }

  /// For how many seconds routes of this family are kept; mostly 0.
  public int staleSeconds(AddressFamily family) {
    return staleSeconds.getOrDefault(family, 0);
  }
}
