package io.munia.fuzz;

import io.munia.bfd.BfdPacket;
import io.munia.bfd.Discard;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Decoded;
import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.NotificationText;
import io.munia.bgp.codec.OpenValidation;
import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissector;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import java.util.Arrays;

/// All messages but UPDATE, and streams of all of them.
final class Messages {
  private static final int HEADER_BYTES = 19;
  private static final int BODY_BYTES_MAX = 4096 - HEADER_BYTES;

  private Messages() {}

  /// The body of an OPEN. What is taken can be written, and is then read as the same.
  static void readOpen(byte[] bytes) {
    if (bytes.length > BODY_BYTES_MAX || bytes.length < 10) {
      return;
    }
    byte[] message = framed(1, bytes);
    switch (MessageCodec.decode(message, 0, message.length)) {
      case Decoded.Message(Open open) -> {
        byte[] written = MessageCodec.encode(open);
        Decoded again = MessageCodec.decode(written, 0, written.length);
        Broken.unless(
            again instanceof Decoded.Message(Open other) && other.equals(open),
            "an OPEN is another when it is written and read");
        OpenValidation.check(open, open, (_, _) -> true);
      }
      case Decoded.Message _, Decoded.Ignored _ -> throw new Broken("an OPEN is read as another");
      case Decoded.Malformed(Notification answer, String why) -> {
        Broken.unless(
            answer.code() == 1 || answer.code() == 2,
            "an OPEN is answered with code " + answer.code());
        Broken.unless(!why.isEmpty(), "no sentence");
        MessageCodec.encode(answer);
      }
    }
  }

  /// Code, subcode and data of a NOTIFICATION. Its text can be shown on a terminal.
  static void readNotification(byte[] bytes) {
    if (bytes.length > BODY_BYTES_MAX || bytes.length < 2) {
      return;
    }
    byte[] message = framed(3, bytes);
    if (MessageCodec.decode(message, 0, message.length)
        instanceof Decoded.Message(Notification notification)) {
      String text = NotificationText.of(notification);
      Broken.unless(
          text.codePoints().noneMatch(Messages::steersTerminals), "a text that is not printable");
      Broken.unless(text.length() <= 1024, "a text much longer than its bytes");
    }
  }

  static boolean steersTerminals(int point) {
    return Character.isISOControl(point)
        || Character.getType(point) == Character.FORMAT
        || Character.getType(point) == Character.LINE_SEPARATOR;
  }

  /// The first byte chooses the session; the rest is a stream of messages.
  static void readStream(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    Negotiated session = Sessions.of(bytes);
    Dissector dissector = new Dissector();
    int at = 1;
    while (at < bytes.length) {
      Dissection message = dissector.message(bytes, at, bytes.length, session);
      Broken.unless(message.bytes() > 0, "a message of no bytes");
      Broken.unless(message.bytes() <= bytes.length - at, "a message longer than the stream");
      at += message.bytes();
    }
  }

  /// A BFD packet. What is taken can be shown, and says of itself what it must.
  static void readBfd(byte[] bytes) {
    switch (BfdPacket.decode(bytes, bytes.length)) {
      case BfdPacket.Decoded.Packet(BfdPacket packet) -> {
        Broken.unless(bytes.length >= BfdPacket.BYTES, "a packet of too few bytes");
        Broken.unless(packet.detectMult() > 0, "a packet with a multiplier of 0");
      }
      case BfdPacket.Decoded.Discarded(Discard why) ->
          Broken.unless(!why.toString().isEmpty(), "no reason");
    }
  }

  static byte[] framed(int type, byte[] body) {
    byte[] message = new byte[HEADER_BYTES + body.length];
    Arrays.fill(message, 0, 16, (byte) 0xff);
    Updates.put16(message, 16, message.length);
    message[18] = (byte) type;
    System.arraycopy(body, 0, message, HEADER_BYTES, body.length);
    return message;
  }
}
