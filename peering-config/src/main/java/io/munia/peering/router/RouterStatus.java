package io.munia.peering.router;

import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.session.PeerState;
import io.munia.bgp.session.Transition;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.rib.LinkNextHops;
import io.munia.rib.RibPeer;
import io.munia.rib.StaleRoutes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A picture of a running speaker at one moment.
///
/// @param started when it was started
/// @param prefixes in the table, per family
/// @param converged families whose initial routes are in
/// @param awaited after a restart, who is waited for before a family is announced
/// @param deferral for how long still, at most
/// @param peers configured ones, and dynamic ones that are connected
public record RouterStatus(
    RouterId routerId,
    Asn as,
    Instant started,
    Map<AddressFamily, Integer> prefixes,
    Set<AddressFamily> converged,
    Map<AddressFamily, List<String>> awaited,
    Duration deferral,
    List<Peer> peers) {
  public RouterStatus {
    prefixes = Map.copyOf(prefixes);
    converged = Set.copyOf(converged);
    peers = List.copyOf(peers);
    awaited = Map.copyOf(awaited);
  }

  /// @param address `::` while it is not known
  /// @param device interface that sessions are bound to; empty for any
  /// @param discovery how a neighbour without an address of its own is found, for people; else
  ///   empty
  /// @param remoteAs what is configured, or the number once a session was established
  /// @param role ebgp, confederation, ibgp or client
  /// @param addPath in which direction several paths to one destination pass, in any family:
  ///   receive, send or both; empty for neither, and without a session
  /// @param state of the session, as RFC 4271 calls it
  /// @param pausedSeconds for how long there is to be no session yet; 0 where nothing stands in its
  ///   way
  /// @param since when it entered that state
  /// @param counters of the session that is up, zeros without one; verdicts of all its sessions
  /// @param limits of prefixes, and where it stands; none without a session
  /// @param restart what the neighbour says of its restarts; nothing without a session
  /// @param longLived the same of what is kept behind them
  /// @param stale what is kept of it though its session was lost
  /// @param nextHops how our own IPv6 next hops are written to it; empty without a session, and
  ///   where no link-local address could be one
  /// @param lastClose why the last session or attempt ended; empty where none has
  /// @param bfd how its path stands, for people; empty where it is not watched
  /// @param past what has happened to it, the latest first
  public record Peer(
      String name,
      String group,
      IpAddress address,
      String device,
      String discovery,
      String remoteAs,
      String role,
      String addPath,
      String state,
      long pausedSeconds,
      Instant since,
      RibPeer.Counters counters,
      List<RibPeer.Limited> limits,
      Restart restart,
      LongLived longLived,
      List<StaleRoutes> stale,
      Optional<LinkNextHops> nextHops,
      String lastClose,
      String bfd,
      List<Transition> past) {
    public Peer {
      past = List.copyOf(past);
      limits = List.copyOf(limits);
      stale = List.copyOf(stale);
    }

    /// Whether the session is established.
    public boolean up() {
      return state.equals(PeerState.ESTABLISHED.toString());
    }
  }
}
