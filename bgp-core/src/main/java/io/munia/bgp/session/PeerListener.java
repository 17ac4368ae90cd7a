package io.munia.bgp.session;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;

/// What an embedder hears of its sessions. All calls come on the session's loop and must not block.
public interface PeerListener {

  /// The session reached Established.
  void established(PeerSession session);

  /// An UPDATE arrived that does not reset the session; `update` is valid during the call only.
  void update(PeerSession session, UpdateReader update, Verdict verdict);

  /// The neighbour asks for its routes again, or marks a re-advertisement (RFC 7313).
  void refresh(PeerSession session, RouteRefresh request);

  /// The session is over; every route learned on it with it.
  void closed(PeerSession session, CloseReason reason);

  /// An attempt to connect came to nothing.
  ///
  /// @param answered whether the machine said no, at once; else nobody answered in time
  default void unreachable(PeerSettings neighbour, boolean answered) {}

  /// All that had arrived has been handed over: a good moment to answer in bulk.
  default void readComplete(PeerSession session) {}

  /// [MessageSink#writable] is true again after it was false.
  default void writable(PeerSession session) {}
}
