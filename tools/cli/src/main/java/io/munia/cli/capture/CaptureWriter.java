package io.munia.cli.capture;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/// Writes messages as a capture of one direction of a session, for Wireshark and for `munia
/// decode`: pcap, big-endian, microseconds, packets that begin with IP. What stands around the
/// messages is made up, checksums included.
public final class CaptureWriter {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int LINK_TYPE_RAW = 101;
  private static final int TCP_BYTES = 20;
  private static final int SEGMENT_BYTES_MAX = 1 << 14;
  private static final int PROTOCOL_TCP = 6;
  private static final int OUR_PORT = 49152;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final IpAddress from;
  private final IpAddress to;
  private int sequence = 1;

  /// @param from who sent the messages
  public CaptureWriter(IpAddress from) {
    this.from = from;
    this.to = from.version() == IpVersion.V4 ? IpAddress.v4(0x7f00_0001) : IpAddress.v6(0, 1);
    put32(MAGIC);
    put16(2);
    put16(4);
    put32(0);
    put32(0);
    put32(0xffff);
    put32(LINK_TYPE_RAW);
  }

  /// Adds a message; a long one stands in several packets.
  public void add(byte[] message, Instant at) {
    for (int start = 0; start < message.length; start += SEGMENT_BYTES_MAX) {
      int length = Math.min(SEGMENT_BYTES_MAX, message.length - start);
      packet(message, start, length, at);
      sequence += length;
    }
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  private void packet(byte[] message, int start, int length, Instant at) {
    byte[] tcp = tcp(message, start, length);
    byte[] header = from.version() == IpVersion.V4 ? ipv4(tcp.length) : ipv6(tcp.length);
    put32((int) at.getEpochSecond());
    put32(at.getNano() / 1000);
    put32(header.length + tcp.length);
    put32(header.length + tcp.length);
    out.writeBytes(header);
    out.writeBytes(tcp);
  }

  private byte[] tcp(byte[] message, int start, int length) {
    byte[] tcp = new byte[TCP_BYTES + length];
    put16(tcp, 0, Streams.PORT);
    put16(tcp, 2, OUR_PORT);
    put16(tcp, 4, sequence >>> 16);
    put16(tcp, 6, sequence);
    put16(tcp, 10, 1);
    tcp[12] = TCP_BYTES / 4 << 4;
    tcp[13] = 0x18; // PSH, ACK
    put16(tcp, 14, 0xffff);
    System.arraycopy(message, start, tcp, TCP_BYTES, length);
    long sum = sum(address(from)) + sum(address(to)) + PROTOCOL_TCP + tcp.length + sum(tcp);
    put16(tcp, 16, folded(sum));
    return tcp;
  }

  private byte[] ipv4(int length) {
    byte[] ip = new byte[20];
    ip[0] = 0x45;
    put16(ip, 2, ip.length + length);
    ip[8] = 64;
    ip[9] = PROTOCOL_TCP;
    System.arraycopy(address(from), 0, ip, 12, 4);
    System.arraycopy(address(to), 0, ip, 16, 4);
    put16(ip, 10, folded(sum(ip)));
    return ip;
  }

  private byte[] ipv6(int length) {
    byte[] ip = new byte[40];
    ip[0] = 0x60;
    put16(ip, 4, length);
    ip[6] = PROTOCOL_TCP;
    ip[7] = 64;
    System.arraycopy(address(from), 0, ip, 8, 16);
    System.arraycopy(address(to), 0, ip, 24, 16);
    return ip;
  }

  private static byte[] address(IpAddress address) {
    byte[] bytes = new byte[address.version().bytes()];
    for (int i = 0; i < bytes.length; i++) {
      long half = i < 8 ? address.high() : address.low();
      bytes[i] = (byte) (half >>> 56 - 8 * (i & 7));
    }
    return bytes;
  }

  private static long sum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (i & 1) == 0 ? (bytes[i] & 0xff) << 8 : bytes[i] & 0xff;
    }
    return sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }

  private static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private void put16(int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  private void put32(int value) {
    put16(value >>> 16);
    put16(value);
  }
}
