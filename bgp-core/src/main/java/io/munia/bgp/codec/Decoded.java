package io.munia.bgp.codec;

import io.munia.bgp.message.BgpMessage;
import io.munia.bgp.message.Notification;

/// What became of the bytes of a message that is not an UPDATE.
public sealed interface Decoded {
  /// It is well-formed.
  record Message(BgpMessage message) implements Decoded {}

  /// It is well-formed and asks for nothing that this speaker does.
  record Ignored(String why) implements Decoded {}

  /// The session ends with this NOTIFICATION; a malformed NOTIFICATION is never answered, so it is
  /// never the answer to one.
  record Malformed(Notification notification, String why) implements Decoded {}
}
