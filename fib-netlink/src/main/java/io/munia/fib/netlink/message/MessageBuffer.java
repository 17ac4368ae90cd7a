package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.ATTRIBUTE_HEADER_BYTES;
import static io.munia.fib.netlink.message.Rtnetlink.NLMSG_HDRLEN;
import static io.munia.fib.netlink.message.Rtnetlink.align;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.util.Arrays;

/// Messages one after the other, ready for one send. Grows as it must; the caller bounds how many
/// messages go in. Owned by whoever sends.
public final class MessageBuffer {
  private static final int BYTES_INITIAL = 16 * 1024;

  private byte[] bytes = new byte[BYTES_INITIAL];
  private int end;
  private int message;

  public MessageBuffer() {}

  public void clear() {
    end = 0;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return end;
  }

  /// Starts a message; [#finish] ends it.
  void begin(int type, int flags, int sequence) {
    message = end;
    reserve(NLMSG_HDRLEN);
    Fields.putShort(bytes, message + 4, type);
    Fields.putShort(bytes, message + 6, flags);
    Fields.putInt(bytes, message + 8, sequence);
    Fields.putInt(bytes, message + 12, 0);
  }

  void finish() {
    Fields.putInt(bytes, message, end - message);
  }

  /// Also asks for an answer to the message written last.
  public void acknowledgeLast() {
    Fields.putShort(
        bytes, message + 6, Fields.unsignedShort(bytes, message + 6) | Rtnetlink.NLM_F_ACK);
  }

  /// Zeroed bytes at the end.
  ///
  /// @return where they begin
  int reserve(int count) {
    int at = end;
    if (at + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + count));
    }
    Arrays.fill(bytes, at, at + count, (byte) 0);
    end = at + count;
    return at;
  }

  void putByte(int at, int value) {
    bytes[at] = (byte) value;
  }

  void putInt(int at, int value) {
    Fields.putInt(bytes, at, value);
  }

  /// An attribute of `length` bytes.
  ///
  /// @return where its value begins
  private int attribute(int type, int length) {
    int at = reserve(ATTRIBUTE_HEADER_BYTES + align(length));
    Fields.putShort(bytes, at, ATTRIBUTE_HEADER_BYTES + length);
    Fields.putShort(bytes, at + 2, type);
    return at + ATTRIBUTE_HEADER_BYTES;
  }

  void attributeInt(int type, int value) {
    Fields.putInt(bytes, attribute(type, Integer.BYTES), value);
  }

  void attributeAddress(int type, IpVersion version, long high, long low) {
    putAddress(attribute(type, version.bytes()), version, high, low);
  }

  /// RTA_VIA: a gateway of the other version, its family in front.
  void attributeVia(int type, IpAddress gateway) {
    int at = attribute(type, Short.BYTES + gateway.version().bytes());
    Fields.putShort(bytes, at, RouteCodec.family(gateway.version()));
    putAddress(at + Short.BYTES, gateway.version(), gateway.high(), gateway.low());
  }

  private void putAddress(int at, IpVersion version, long high, long low) {
    if (version == IpVersion.V4) {
      Fields.putNetworkInt(bytes, at, (int) (high >>> 32));
    } else {
      Fields.putNetworkLong(bytes, at, high);
      Fields.putNetworkLong(bytes, at + Long.BYTES, low);
    }
  }

  /// Starts something whose length is known at its end: an attribute, or a hop in one.
  ///
  /// @return where it begins, for [#closeNested]
  int openNested(int headerBytes, int type) {
    int at = reserve(headerBytes);
    if (headerBytes == ATTRIBUTE_HEADER_BYTES) {
      Fields.putShort(bytes, at + 2, type);
    }
    return at;
  }

  void closeNested(int at) {
    Fields.putShort(bytes, at, end - at);
  }
}
