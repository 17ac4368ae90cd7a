package io.munia.bgp.transport;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every socket that is open, so that an endpoint can wait for the last of them. Owned by the
/// endpoint's loop.
final class LinkRegister {
  private final Runnable changed;
  private final Set<SocketLink> open = new HashSet<>();

  /// @param changed hears of every socket that is gone
  LinkRegister(Runnable changed) {
    this.changed = changed;
  }

  /// TCP is up.
  void opened(SocketLink link) {
    open.add(link);
  }

  void gone(SocketLink link) {
    open.remove(link);
    changed.run();
  }

  int size() {
    return open.size();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  void abortAll() {
    List.copyOf(open).forEach(SocketLink::abort);
  }
}
