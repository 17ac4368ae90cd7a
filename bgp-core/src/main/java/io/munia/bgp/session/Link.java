package io.munia.bgp.session;

import io.munia.bgp.session.MessageSink.SharedMessages;
import io.munia.net.IpAddress;

/// One TCP connection, or what stands for it in a simulator. Never calls back from inside a call.
public interface Link {

  /// Our address on this connection.
  IpAddress localAddress();

  /// Our TCP port.
  int localPort();

  /// The neighbour's address.
  IpAddress remoteAddress();

  /// Its TCP port.
  int remotePort();

  /// Number of the interface that the ends' link-local addresses belong to; 0 where they are none.
  default int zone() {
    return 0;
  }

  /// Queues `[from, to)`, copied; the driver sends before it waits again.
  void write(byte[] bytes, int from, int to);

  /// See [MessageSink#share].
  SharedMessages share(byte[] bytes, int length);

  /// See [MessageSink#send].
  ///
  /// @return how many messages that was
  int send(SharedMessages messages, int from, int to);

  /// Whether less is queued than the high-water mark; when that changes either way,
  /// [Connection#writabilityChanged] is called.
  boolean writable();

  /// 0 where TCP has taken all that was written; otherwise a number that is another one whenever it
  /// has taken some since.
  long backlog();

  /// Sends what is queued, as far as that goes within a second or so, and closes. Nothing more is
  /// heard of this link.
  void close();
}
