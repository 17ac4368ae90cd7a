package io.munia.benchmarks.clients;

import io.munia.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The messages that a client sends besides its UPDATEs.
public final class Handshake {
  /// Header of every message, and all of a KEEPALIVE.
  public static final int HEADER_BYTES = 19;

  /// Message types.
  public static final int OPEN = 1;

  public static final int UPDATE = 2;
  public static final int NOTIFICATION = 3;
  public static final int KEEPALIVE = 4;

  /// Long enough for a speaker that is busy with a table.
  private static final int HOLD_SECONDS = 240;

  private static final int CAPABILITIES = 2;

  private Handshake() {}

  /// Version 4, one family, AS numbers with 4 octets, route refresh.
  ///
  /// @param as up to 65,535
  public static ByteBuffer open(int as, int routerId, AddressFamily family) {
    ByteBuffer out = head(OPEN);
    out.put((byte) 4).putShort((short) as).putShort((short) HOLD_SECONDS).putInt(routerId);
    out.put((byte) 16).put((byte) CAPABILITIES).put((byte) 14);
    out.put((byte) 1).put((byte) 4);
    out.putShort((short) family.afi()).putShort((short) family.safi());
    out.put((byte) 65).put((byte) 4).putInt(as);
    out.put((byte) 2).put((byte) 0);
    return ended(out);
  }

  public static ByteBuffer keepalive() {
    return ended(head(KEEPALIVE));
  }

  /// Where the message at `from` ends.
  ///
  /// @return -1 where not all of it is there yet
  public static int end(byte[] bytes, int from, int to) {
    if (to - from < HEADER_BYTES) {
      return -1;
    }
    int length = (bytes[from + 16] & 0xff) << 8 | bytes[from + 17] & 0xff;
    if (length < HEADER_BYTES) {
      throw new IllegalArgumentException("a message claims " + length + " bytes");
    }
    return to - from < length ? -1 : from + length;
  }

  public static int type(byte[] bytes, int from) {
    return bytes[from + HEADER_BYTES - 1];
  }

  /// A speaker's identifier: the last four octets of its address.
  public static int routerId(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes).getInt(bytes.length - 4);
  }

  private static ByteBuffer head(int type) {
    ByteBuffer out = ByteBuffer.allocate(64);
    return out.putLong(-1).putLong(-1).putShort((short) 0).put((byte) type);
  }

  private static ByteBuffer ended(ByteBuffer out) {
    return out.putShort(16, (short) out.position()).flip();
  }
}
