package io.munia.bgp.transport;

import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.Prefix;
import java.util.Optional;

/// Who signs what it sends to a listening socket with which TCP-MD5 key ([RFC
/// 2385](https://www.rfc-editor.org/rfc/rfc2385)).
///
/// @param from one neighbour, or a range
/// @param socket where it is met
public record Md5Key(Prefix from, SocketOptions socket, String key) {

  /// The neighbour's, if it has one, and is known.
  public static Optional<Md5Key> of(PeerSettings peer) {
    return Optional.ofNullable(peer.password())
        .filter(_ -> !peer.remoteAddress().isUnspecified())
        .map(key -> new Md5Key(peer.remoteAddress().asHostPrefix(), peer.socket(), key));
  }

  /// The range's, if it has one.
  public static Optional<Md5Key> of(DynamicRange range) {
    return Optional.ofNullable(range.template().password())
        .map(key -> new Md5Key(range.range(), range.template().socket(), key));
  }

  /// The key is never printed.
  @Override
  public String toString() {
    return "the key of " + from;
  }
}
