package io.munia.bgp.transport;

import io.munia.bgp.session.SocketOptions;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One listening socket, and what it was told about who may connect: keys, and from how far. Owned
/// by the endpoint's loop.
final class ListenerState {
  final ListenAt asked;
  final Channel channel;

  /// What the kernel has taken.
  private final Map<Prefix, String> keys = new HashMap<>();

  private boolean keysComplete = true;
  private int ttlMin;

  ListenerState(ListenAt asked, Channel channel) {
    this.asked = asked;
    this.channel = channel;
  }

  IpVersion version() {
    return asked.address().version();
  }

  /// Whether neighbours of these options, at an address of this version, are met here.
  boolean meets(IpVersion version, SocketOptions options) {
    return version == version() && options.isMetAt(asked.device());
  }

  /// Whether every key that was wanted is with the kernel.
  boolean keysComplete() {
    return keysComplete;
  }

  /// Changes what differs.
  ///
  /// @param wanted keys of all neighbours, here or elsewhere
  /// @throws ChannelException where the kernel does not take them all
  void keys(List<Md5Key> wanted) {
    Map<Prefix, String> here = new HashMap<>();
    for (Md5Key key : wanted) {
      if (meets(key.from().version(), key.socket())) {
        here.put(key.from(), key.key());
      }
    }
    keysComplete = false;
    for (Prefix old : List.copyOf(keys.keySet())) {
      if (!here.containsKey(old)) {
        SocketSetup.key(channel.config(), old, "");
        keys.remove(old);
      }
    }
    for (Map.Entry<Prefix, String> key : here.entrySet()) {
      if (!key.getValue().equals(keys.get(key.getKey()))) {
        SocketSetup.key(channel.config(), key.getKey(), key.getValue());
        keys.put(key.getKey(), key.getValue());
      }
    }
    keysComplete = true;
  }

  /// The least TTL with which anybody may connect here; 0 for any.
  void ttlMin(int least) {
    if (least != ttlMin) {
      SocketSetup.ttlMin(channel.config(), version(), least);
      ttlMin = least;
    }
  }
}
