package io.munia.rib;

import io.munia.bgp.message.Notification;
import io.munia.bgp.session.MessageSink;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The tables of one speaker: paths in, choice, changes out to readers with cursors. Owned by one
/// loop: every call comes on it.
@SuppressWarnings("DoNotCallSuggester")
public final class Rib {

  /// @param localAs our AS
  /// @param routerId our BGP Identifier
  public record Settings(Asn localAs, RouterId routerId) {}

  /// @param loop where work that is left over is continued: runs tasks one at a time, in order, on
  ///   the owner's thread
  public Rib(Settings settings, NextHops nextHops, Executor loop) {}

  /// Takes a neighbour in; it is then served like any reader that starts at zero.
  ///
  /// @param end ends the session where it cannot be kept: it holds back more than it may (Cease, out
  ///   of resources). [RibPeer#down] is expected to follow, at once or later
  public RibPeer peerUp(PeerProfile profile, MessageSink sink, Consumer<Notification> end) {
    throw new UnsupportedOperationException();
  }

  /// Where one source's routes go; the caller sees to it that calls come on the loop.
  public RouteSource.Originations originations(String source) {
    throw new UnsupportedOperationException();
  }

  /// From now on the forwarding table is a reader.
  public void attach(Fib fib) {
    throw new UnsupportedOperationException();
  }

  /// The initial routes of `family` are in: the deferral ended, see [Fib#converged].
  public void converged(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// Lets every reader that has something to read, and somewhere to put it, go on.
  public void serve() {
    throw new UnsupportedOperationException();
  }

  /// What is in the tables, for people and programs.
  public RibView view() {
    throw new UnsupportedOperationException();
  }
}
