package io.munia.bgp.capability;

import io.munia.net.AddressFamily;
import java.util.Set;

/// What becomes of a neighbour's routes when its session is lost, as the neighbour says it ([RFC
/// 4724 §3](https://www.rfc-editor.org/rfc/rfc4724#section-3)).
///
/// @param known whether both speakers know graceful restart: the neighbour sends End-of-RIB
/// @param restarted the R bit: the neighbour has just restarted, and may be waiting for us
/// @param notification whether both speakers set the N bit: a NOTIFICATION does not end what is
///   kept, unless it is a hard reset ([RFC 8538](https://www.rfc-editor.org/rfc/rfc8538))
/// @param seconds how long the neighbour's restart may take, 0 to 4,095
/// @param families that the session carries and whose routes the neighbour wants kept
/// @param forwarding those of them that it has kept forwarding state of
public record Restart(
    boolean known,
    boolean restarted,
    boolean notification,
    int seconds,
    Set<AddressFamily> families,
    Set<AddressFamily> forwarding) {
  /// No graceful restart.
  public static final Restart NONE = new Restart(false, false, false, 0, Set.of(), Set.of());

  public Restart {
    families = Set.copyOf(families);
    forwarding = Set.copyOf(forwarding);
  }
}
