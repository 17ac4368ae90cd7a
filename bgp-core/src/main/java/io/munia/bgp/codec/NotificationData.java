package io.munia.bgp.codec;

import io.munia.net.AddressFamily;
import io.munia.net.RouterId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.StringJoiner;

/// The data of a NOTIFICATION as people read it, where its code gives it a meaning and it has that
/// meaning's length: neighbours write what they like.
final class NotificationData {
  private static final int SHOWN_BYTES_MAX = 64;
  private static final int SHOWN_CAPABILITIES_MAX = 16;
  private static final int MAXIMUM_PREFIXES_BYTES = 7;

  /// Flags, type, length.
  private static final int ATTRIBUTE_BYTES_MIN = 3;

  private NotificationData() {}

  /// Without brackets; bytes where there is nothing better to say.
  static String text(int code, int subcode, byte[] data, int from) {
    ByteBuffer bytes = ByteBuffer.wrap(data, from, data.length - from).slice();
    return meaning(code, subcode, bytes).orElseGet(() -> hex(bytes));
  }

  private static Optional<String> meaning(int code, int subcode, ByteBuffer data) {
    return switch (code) {
      case ErrorCode.MESSAGE_HEADER -> header(subcode, data);
      case ErrorCode.OPEN_MESSAGE -> open(subcode, data);
      case ErrorCode.UPDATE_MESSAGE -> update(subcode, data);
      case ErrorCode.FINITE_STATE_MACHINE ->
          ofLength(1, data).map(type -> MessageFrame.name(type.get(0) & 0xff));
      case ErrorCode.CEASE ->
          subcode == ErrorCode.CEASE_MAXIMUM_PREFIXES
              ? ofLength(MAXIMUM_PREFIXES_BYTES, data).map(NotificationData::maximumPrefixes)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<ByteBuffer> ofLength(int length, ByteBuffer data) {
    return Optional.of(data).filter(bytes -> bytes.remaining() == length);
  }

  private static Optional<String> header(int subcode, ByteBuffer data) {
    return switch (subcode) {
      case ErrorCode.HEADER_BAD_MESSAGE_LENGTH ->
          ofLength(2, data).map(length -> "length " + u16(length, 0));
      case ErrorCode.HEADER_BAD_MESSAGE_TYPE ->
          ofLength(1, data).map(type -> "type " + (type.get(0) & 0xff));
      default -> Optional.empty();
    };
  }

  private static Optional<String> open(int subcode, ByteBuffer data) {
    return switch (subcode) {
      case ErrorCode.OPEN_UNSUPPORTED_VERSION ->
          ofLength(2, data).map(version -> "version " + u16(version, 0) + " would do");
      case ErrorCode.OPEN_BAD_PEER_AS ->
          ofLength(2, data)
              .map(as -> "AS " + u16(as, 0))
              .or(() ->
                  ofLength(4, data).map(as -> "AS " + Integer.toUnsignedString(as.getInt(0))));
      case ErrorCode.OPEN_BAD_BGP_IDENTIFIER ->
          ofLength(4, data).map(id -> new RouterId(id.getInt(0)).toString());
      case ErrorCode.OPEN_UNACCEPTABLE_HOLD_TIME ->
          ofLength(2, data).map(seconds -> u16(seconds, 0) + " s");
      case ErrorCode.OPEN_UNSUPPORTED_CAPABILITY -> capabilities(data);
      default -> Optional.empty();
    };
  }

  /// [RFC 5492 §5](https://www.rfc-editor.org/rfc/rfc5492#section-5): those that are missing, as an
  /// OPEN would carry them.
  private static Optional<String> capabilities(ByteBuffer data) {
    StringJoiner names = new StringJoiner(", ");
    int count = 0;
    int at = 0;
    while (at + 2 <= data.limit()) {
      int code = data.get(at) & 0xff;
      int length = data.get(at + 1) & 0xff;
      if (at + 2 + length > data.limit()) {
        return Optional.empty();
      }
      if (count++ < SHOWN_CAPABILITIES_MAX) {
        names.add(
            code == CapabilityCodec.MULTIPROTOCOL && length == 4
                ? AddressFamily.text(u16(data, at + 2), data.get(at + 5) & 0xff)
                : CapabilityCodec.name(code));
      }
      at += 2 + length;
    }
    if (count > SHOWN_CAPABILITIES_MAX) {
      names.add("…");
    }
    return at == data.limit() ? Optional.of(names.toString()) : Optional.empty();
  }

  /// [RFC 4271 §6.3](https://www.rfc-editor.org/rfc/rfc4271#section-6.3): the type of the attribute
  /// that is missing, or the attribute that is wrong, with flags, type, length and value.
  private static Optional<String> update(int subcode, ByteBuffer data) {
    return switch (subcode) {
      case ErrorCode.UPDATE_MISSING_WELL_KNOWN ->
          ofLength(1, data).map(type -> AttributeType.name(type.get(0) & 0xff));
      case ErrorCode.UPDATE_UNRECOGNIZED_WELL_KNOWN,
          ErrorCode.UPDATE_ATTRIBUTE_FLAGS,
          ErrorCode.UPDATE_ATTRIBUTE_LENGTH,
          ErrorCode.UPDATE_INVALID_ORIGIN,
          ErrorCode.UPDATE_INVALID_NEXT_HOP,
          ErrorCode.UPDATE_OPTIONAL_ATTRIBUTE ->
          data.remaining() < ATTRIBUTE_BYTES_MIN
              ? Optional.empty()
              : Optional.of(AttributeType.name(data.get(1) & 0xff) + ": " + hex(data));
      default -> Optional.empty();
    };
  }

  /// [RFC 4486 §4](https://www.rfc-editor.org/rfc/rfc4486#section-4): AFI, SAFI, the limit.
  private static String maximumPrefixes(ByteBuffer data) {
    return AddressFamily.text(u16(data, 0), data.get(2) & 0xff)
        + ", limit "
        + Integer.toUnsignedString(data.getInt(3));
  }

  private static int u16(ByteBuffer data, int at) {
    return data.getShort(at) & 0xffff;
  }

  private static String hex(ByteBuffer data) {
    byte[] shown = new byte[Math.min(data.remaining(), SHOWN_BYTES_MAX)];
    data.get(0, shown);
    return HexFormat.of().formatHex(shown) + (shown.length < data.remaining() ? "…" : "");
  }
}
