package io.munia.bgp.session;

import io.munia.bgp.codec.ErrorCode;
import io.munia.bgp.message.Notification;
import java.util.Arrays;

/// Which ends of a session keep nothing, and how that is said ([RFC 8538
/// §3](https://www.rfc-editor.org/rfc/rfc8538#section-3)): with the N bit agreed every NOTIFICATION
/// keeps routes but this one, which carries the one that is meant.
final class HardReset {
  private HardReset() {}

  static boolean is(Notification notification) {
    return notification.code() == ErrorCode.CEASE
        && notification.subcode() == ErrorCode.CEASE_HARD_RESET;
  }

  /// A hard reset that means `inner`.
  static Notification of(Notification inner) {
    byte[] data = new byte[2 + inner.data().length];
    data[0] = (byte) inner.code();
    data[1] = (byte) inner.subcode();
    System.arraycopy(inner.data(), 0, data, 2, inner.data().length);
    return new Notification(ErrorCode.CEASE, ErrorCode.CEASE_HARD_RESET, data);
  }

  /// The notification as a neighbour understands it.
  ///
  /// @param agreed whether both sides set the N bit; to others any NOTIFICATION is hard
  static Notification towards(Notification notification, boolean agreed) {
    if (agreed) {
      return isMeant(notification) ? of(notification) : notification;
    }
    return is(notification) && notification.data().length >= 2 ? inner(notification) : notification;
  }

  /// Who is taken away, told to stay away or costs too much is not to come back to what it had.
  private static boolean isMeant(Notification notification) {
    return notification.code() == ErrorCode.CEASE
        && switch (notification.subcode()) {
          case ErrorCode.CEASE_MAXIMUM_PREFIXES,
              ErrorCode.CEASE_ADMINISTRATIVE_SHUTDOWN,
              ErrorCode.CEASE_PEER_DECONFIGURED,
              ErrorCode.CEASE_OUT_OF_RESOURCES ->
              true;
          default -> false;
        };
  }

  private static Notification inner(Notification reset) {
    byte[] data = reset.data();
    return new Notification(
        data[0] & 0xff, data[1] & 0xff, Arrays.copyOfRange(data, 2, data.length));
  }
}
