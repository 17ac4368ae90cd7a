package io.munia.bgp.codec;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.BgpMessage;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import java.util.Arrays;

/// All messages but UPDATE, to values and back. Says nothing of what a message means: an OPEN goes
/// on to [OpenValidation].
public final class MessageCodec {
  private static final int BODY = MessageFrame.HEADER_BYTES;
  private static final int REFRESH_BYTES = BODY + 4;

  private MessageCodec() {}

  /// Reads the message that [MessageFrame#length] found at `bytes[from, to)`, header included.
  ///
  /// @throws IllegalArgumentException for an UPDATE, which [UpdateReader] reads
  public static Decoded decode(byte[] bytes, int from, int to) {
    int type = MessageFrame.type(bytes, from);
    return switch (type) {
      case MessageFrame.OPEN -> OpenCodec.decode(bytes, from + BODY, to);
      case MessageFrame.NOTIFICATION ->
          new Decoded.Message(
              new Notification(
                  bytes[from + BODY] & 0xff,
                  bytes[from + BODY + 1] & 0xff,
                  Arrays.copyOfRange(bytes, from + BODY + 2, to)));
      case MessageFrame.KEEPALIVE -> new Decoded.Message(new Keepalive());
      case MessageFrame.ROUTE_REFRESH -> refresh(bytes, from, to);
      default -> throw new IllegalArgumentException("message type " + type + " is not read here");
    };
  }

  private static Decoded refresh(byte[] bytes, int from, int to) {
    int length = to - from;
    RouteRefresh.Subtype[] subtypes = RouteRefresh.Subtype.values();
    int subtype = length < REFRESH_BYTES - 1 ? 0 : bytes[from + BODY + 2] & 0xff;
    boolean mark = subtype > 0 && subtype < subtypes.length;
    if (length < REFRESH_BYTES) {
      return mark ? badRefresh(bytes, from, to) : cutOffRefresh(length);
    }
    int afi = Wire.u16(bytes, from + BODY);
    int safi = bytes[from + BODY + 3] & 0xff;
    if (subtype >= subtypes.length) {
      return new Decoded.Ignored("ROUTE-REFRESH of unknown subtype " + subtype);
    }
    if (length != REFRESH_BYTES) {
      // What follows is an outbound route filter (RFC 5291), which was not offered; only the marks
      // of RFC 7313 have one length.
      return mark
          ? badRefresh(bytes, from, to)
          : new Decoded.Ignored("ROUTE-REFRESH with an outbound route filter");
    }
    return AddressFamily.of(afi, safi)
        .<Decoded>map(family -> new Decoded.Message(new RouteRefresh(family, subtypes[subtype])))
        .orElseGet(() -> new Decoded.Ignored("ROUTE-REFRESH for AFI " + afi + " SAFI " + safi));
  }

  private static Decoded cutOffRefresh(int length) {
    return new Decoded.Malformed(
        new Notification(
            ErrorCode.MESSAGE_HEADER,
            ErrorCode.HEADER_BAD_MESSAGE_LENGTH,
            new byte[] {(byte) (length >>> 8), (byte) length}),
        "ROUTE-REFRESH of " + length + " bytes, not " + REFRESH_BYTES);
  }

  /// A mark of the wrong length ([RFC 7313 §5](https://www.rfc-editor.org/rfc/rfc7313#section-5)).
  private static Decoded badRefresh(byte[] bytes, int from, int to) {
    return new Decoded.Malformed(
        new Notification(
            ErrorCode.ROUTE_REFRESH_MESSAGE,
            ErrorCode.REFRESH_INVALID_MESSAGE_LENGTH,
            Arrays.copyOfRange(bytes, from, to)),
        "ROUTE-REFRESH of " + (to - from) + " bytes, not " + REFRESH_BYTES);
  }

  /// The whole message, header included.
  ///
  /// @throws IllegalArgumentException where it does not fit 4,096 bytes
  public static byte[] encode(BgpMessage message) {
    return switch (message) {
      case Open open -> framed(MessageFrame.OPEN, OpenCodec.encode(open));
      case Notification notification ->
          framed(MessageFrame.NOTIFICATION, notificationBody(notification));
      case Keepalive _ -> framed(MessageFrame.KEEPALIVE, new byte[0]);
      case RouteRefresh refresh -> {
        byte[] body = new byte[4];
        Wire.put16(body, 0, refresh.family().afi());
        body[2] =
            (byte)
                switch (refresh.subtype()) {
                  case REQUEST -> 0;
                  case BEGINNING -> 1;
                  case END -> 2;
                };
        body[3] = (byte) refresh.family().safi();
        yield framed(MessageFrame.ROUTE_REFRESH, body);
      }
    };
  }

  /// Data that would not fit every session's messages is cut off: it is there for people.
  private static byte[] notificationBody(Notification notification) {
    int data = Math.min(notification.data().length, Negotiated.MESSAGE_BYTES_MAX - BODY - 2);
    byte[] body = new byte[2 + data];
    body[0] = (byte) notification.code();
    body[1] = (byte) notification.subcode();
    System.arraycopy(notification.data(), 0, body, 2, data);
    return body;
  }

  private static byte[] framed(int type, byte[] body) {
    int length = BODY + body.length;
    if (length > Negotiated.MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("a message of " + length + " bytes; 4096 fit");
    }
    byte[] bytes = new byte[length];
    MessageFrame.write(bytes, 0, length, type);
    System.arraycopy(body, 0, bytes, BODY, body.length);
    return bytes;
  }
}
