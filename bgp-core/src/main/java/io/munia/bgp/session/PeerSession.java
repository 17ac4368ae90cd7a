package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;

/// One established session, from Established to its end. Used on the session's loop alone.
public interface PeerSession {
  PeerSettings settings();

  Negotiated negotiated();

  /// Our end of the connection.
  IpAddress localAddress();

  /// The neighbour's end of the connection.
  IpAddress remoteAddress();

  MessageSink sink();

  /// Asks the neighbour to send `family` again; does nothing where route refresh was not
  /// negotiated.
  void requestRefresh(AddressFamily family);

  /// Sends the NOTIFICATION and ends the session; [PeerListener#closed] follows on this loop.
  void close(Notification why);
}
