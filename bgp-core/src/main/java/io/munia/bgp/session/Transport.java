package io.munia.bgp.session;

/// What a [Peer] needs of the world around it: a way to connect, one timer, a clock. One instance
/// for each peer. The endpoint implements it on sockets, a simulator on virtual time; both call the
/// peer on one thread, and never from inside a call of this interface.
///
/// A driver's duties:
///
/// - after [#connect], exactly one of [Peer#connected] and [Peer#connectFailed], unless
///   [#cancelConnect] came before;
/// - [Peer#deadlineReached] at the armed time or later. **All bytes that had arrived when the timer
///   was armed are handed over first:** a hold timer that runs out is armed once more, a moment
///   ahead, so that a pause of ours is never taken for the neighbour's silence;
/// - bytes of a connection in order to [Connection#received], then [Connection#readComplete];
/// - [Connection#lost] once, when a link ends that was not closed by [Link#close].
public interface Transport {

  /// Starts to connect to the neighbour; at most one attempt is outstanding.
  void connect();

  /// Gives the outstanding attempt up, if there is one; nothing more is heard of it.
  void cancelConnect();

  /// Sets the peer's one timer to this time of [#nowNanos], in place of an earlier setting.
  void arm(long deadlineNanos);

  /// Monotonic time, for calls of an embedder that carry none.
  long nowNanos();
}
