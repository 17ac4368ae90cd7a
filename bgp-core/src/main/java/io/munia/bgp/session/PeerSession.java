package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.time.Duration;

/// One established session, from Established to its end. Used on the session's loop alone.
public interface PeerSession {
  /// The settings that it was begun with.
  PeerSettings settings();

  /// What the two OPENs agreed on.
  Negotiated negotiated();

  /// Our end of the connection.
  IpAddress localAddress();

  /// The neighbour's end of the connection.
  IpAddress remoteAddress();

  /// Where UPDATEs for the neighbour go.
  MessageSink sink();

  /// Asks the neighbour to send `family` again; does nothing where route refresh was not
  /// negotiated.
  void requestRefresh(AddressFamily family);

  /// Sends the NOTIFICATION and ends the session; [PeerListener#closed] follows on this loop.
  ///
  /// @param why one sentence for our own operator: it stands in the log and in the neighbour's
  ///   history
  default void close(Notification notification, String why) {
    close(notification, why, Duration.ZERO);
  }

  /// The same, and for so long nothing is tried and nothing accepted; then the neighbour comes back
  /// by itself.
  void close(Notification notification, String why, Duration pause);
}
