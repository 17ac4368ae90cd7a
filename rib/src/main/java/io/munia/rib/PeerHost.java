package io.munia.rib;

import io.munia.bgp.message.Notification;
import java.time.Duration;

/// What the RIB asks of a neighbour's session. Called on the RIB's loop; does not call back from
/// inside the call.
public interface PeerHost {

  /// Ends the session; [RibPeer#down] is expected to follow.
  ///
  /// @param why one sentence for the operator
  /// @param pause for how long there is to be no session then
  void end(Notification notification, String why, Duration pause);

  /// Something about this neighbour that an operator should hear of, said once when it happens.
  void warn(String sentence);
}
