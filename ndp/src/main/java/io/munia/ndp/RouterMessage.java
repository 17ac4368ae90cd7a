package io.munia.ndp;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.util.Optional;

/// What routers and those who look for them say on a link ([RFC 4861
/// §4](https://www.rfc-editor.org/rfc/rfc4861#section-4)). Of the options only the sender's
/// link-layer address is kept: prefixes, an MTU or servers are for hosts.
public sealed interface RouterMessage {
  /// The hop limit of every message: whatever came through a router has less.
  int HOP_LIMIT = 255;

  /// What came of looking at some bytes.
  sealed interface Decoded {
    record Message(RouterMessage message) implements Decoded {}

    record Discarded(Discard why) implements Decoded {}
  }

  /// "Here is a router" ([RFC 4861 §4.2](https://www.rfc-editor.org/rfc/rfc4861#section-4.2)).
  ///
  /// @param hopLimit what hosts are to use, 0 to 255; 0 for not said
  /// @param flags managed, other, and those of later RFCs, 8 bits
  /// @param lifetimeSeconds for how long hosts may use it as default router, 16 bits; 0: not at all
  /// @param reachableMillis unsigned 32 bits, 0 for not said
  /// @param retransMillis unsigned 32 bits, 0 for not said
  record Advertisement(
      int hopLimit,
      int flags,
      int lifetimeSeconds,
      long reachableMillis,
      long retransMillis,
      Optional<MacAddress> source)
      implements RouterMessage {
    /// A router that is nobody's default router, and says nothing else to hosts.
    public static Advertisement ofNoDefaultRouter(Optional<MacAddress> source) {
      return new Advertisement(0, 0, 0, 0, 0, source);
    }
  }

  /// "Which routers are here?" ([RFC 4861
  /// §4.1](https://www.rfc-editor.org/rfc/rfc4861#section-4.1)).
  record Solicitation(Optional<MacAddress> source) implements RouterMessage {}

  Optional<MacAddress> source();

  /// All checks of [RFC 4861 §6.1.1](https://www.rfc-editor.org/rfc/rfc4861#section-6.1.1) and [RFC
  /// 4861 §6.1.2](https://www.rfc-editor.org/rfc/rfc4861#section-6.1.2) but that of the checksum,
  /// which the kernel makes. Never throws.
  ///
  /// @param length of the message, at most the array's
  /// @param from who sent it
  /// @param hopLimit that it came with
  static Decoded decode(byte[] bytes, int length, IpAddress from, int hopLimit) {
    return RouterMessageCodec.decode(bytes, length, from, hopLimit);
  }

  /// The message with a checksum of 0, which the kernel fills in.
  default byte[] encode() {
    return RouterMessageCodec.encode(this);
  }

  /// Whether a router may speak with this address.
  static boolean isRouters(IpAddress address) {
    return address.version() == IpVersion.V6 && address.isLinkLocal();
  }
}
