package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One neighbour at one moment, for people and programs.
///
/// @param name what logs and tables call it
/// @param state of its furthest connection
/// @param inState for how long
/// @param remoteAddress the neighbour's address
/// @param remotePort its TCP port; 0 where there is no connection
/// @param localAddress our end of the connection, or null where there is none
/// @param localPort our TCP port; 0 where there is no connection
/// @param negotiated what both sides agreed on, or null before OpenConfirm
/// @param received messages from the neighbour
/// @param sent messages to the neighbour
/// @param sessions how often Established was reached
/// @param pause for how long there is to be no session yet, and why; mostly empty
/// @param treatedAsWithdraw UPDATEs with that verdict of [RFC
///   7606](https://www.rfc-editor.org/rfc/rfc7606)
/// @param attributesDiscarded UPDATEs with that verdict
/// @param history how earlier sessions and attempts ended, the latest first, at most [#HISTORY_MAX]
/// @param past what has happened to it, the latest first, at most [Transition#KEPT_MAX]
public record PeerStatus(
    String name,
    PeerState state,
    Duration inState,
    IpAddress remoteAddress,
    int remotePort,
    @Nullable IpAddress localAddress,
    int localPort,
    @Nullable Negotiated negotiated,
    MessageCounts received,
    MessageCounts sent,
    int sessions,
    Optional<Pause> pause,
    long treatedAsWithdraw,
    long attributesDiscarded,
    List<Ended> history,
    List<Transition> past) {
  /// Entries kept of a neighbour's past.
  public static final int HISTORY_MAX = 16;

  public PeerStatus {
    history = List.copyOf(history);
    past = List.copyOf(past);
  }

  /// How the last session or attempt ended, if one has.
  public Optional<Ended> last() {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.getFirst());
  }

  /// The end of a session or of an attempt at one; the same end several times in a row is one
  /// entry.
  ///
  /// @param state that was left
  /// @param reason why
  /// @param ago how long since (the latest of them)
  /// @param times how often in a row
  public record Ended(PeerState state, CloseReason reason, Duration ago, int times) {}
}
