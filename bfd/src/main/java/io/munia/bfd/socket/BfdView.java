package io.munia.bfd.socket;

import io.munia.bfd.BfdChange;
import io.munia.bfd.Discard;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// All sessions at one moment.
///
/// @param sessions by name
/// @param discarded packets that were for none of them, by reason
/// @param stalls how often the thread came 20 ms or more late
/// @param stallMax the longest of them
public record BfdView(
    List<Session> sessions, Map<Discard, Long> discarded, long stalls, Duration stallMax) {
  public BfdView {
    sessions = List.copyOf(sessions);
    discarded = Map.copyOf(discarded);
  }

  /// @param change how both ends stand
  /// @param inState since our state changed
  /// @param transmitMicros how often we send, before jitter; 0 where the neighbour wants nothing
  /// @param receiveMicros how often the neighbour sends; 0 where nothing was heard
  /// @param detectionMicros what silence of this length means; 0 where nothing was heard
  /// @param ups how often it came up
  /// @param downs how often it went down after having been up
  /// @param gapMax longest time between two packets of ours while the session was up
  /// @param problem why packets cannot be sent or received; empty where they can
  public record Session(
      String name,
      BfdTarget target,
      BfdChange change,
      Duration inState,
      int localDiscriminator,
      int remoteDiscriminator,
      long transmitMicros,
      long receiveMicros,
      long detectionMicros,
      long sent,
      long received,
      int ups,
      int downs,
      Duration gapMax,
      String problem) {}
}
