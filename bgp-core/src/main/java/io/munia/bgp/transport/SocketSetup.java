package io.munia.bgp.transport;

import io.munia.bgp.session.SocketOptions;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Options of sockets that Netty has no name for: level, number, value, as in `ip(7)`, `ipv6(7)`,
/// `tcp(7)` and `socket(7)`. All throw [io.netty.channel.ChannelException] with the kernel's word.
final class SocketSetup {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_IPV6 = 41;

  private static final IntegerUnixChannelOption IP_TOS = ip("IP_TOS", 1);
  private static final IntegerUnixChannelOption IP_TTL = ip("IP_TTL", 2);
  private static final IntegerUnixChannelOption IP_MINTTL = ip("IP_MINTTL", 21);
  private static final IntegerUnixChannelOption IPV6_TCLASS = ipv6("IPV6_TCLASS", 67);
  private static final IntegerUnixChannelOption IPV6_UNICAST_HOPS = ipv6("IPV6_UNICAST_HOPS", 16);
  private static final IntegerUnixChannelOption IPV6_MINHOPCOUNT = ipv6("IPV6_MINHOPCOUNT", 73);

  private static final int TTL_OF_THE_KERNEL = -1;

  /// `IFNAMSIZ`.
  private static final int DEVICE_BYTES = 16;

  private static final RawUnixChannelOption SO_BINDTODEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, DEVICE_BYTES);

  /// `struct tcp_md5sig`: an address, flags, the prefix's length, the key's length, an interface,
  /// the key. Numbers stand in the machine's order, which on both of Netty's epoll machines is
  /// little-endian.
  private static final int MD5_BYTES = 216;

  private static final int MD5_FLAGS = 128;
  private static final int MD5_PREFIX_LENGTH = 129;
  private static final int MD5_KEY_LENGTH = 130;
  private static final int MD5_KEY = 136;
  private static final int MD5_KEY_BYTES_MAX = 80;
  private static final int FLAG_PREFIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final RawUnixChannelOption TCP_MD5SIG_EXT =
      new RawUnixChannelOption("TCP_MD5SIG_EXT", IPPROTO_TCP, 32, MD5_BYTES);

  private SocketSetup() {}

  private static IntegerUnixChannelOption ip(String name, int number) {
    return new IntegerUnixChannelOption(name, IPPROTO_IP, number);
  }

  private static IntegerUnixChannelOption ipv6(String name, int number) {
    return new IntegerUnixChannelOption(name, IPPROTO_IPV6, number);
  }

  /// What a neighbour wants of a connection's socket.
  static void connection(ChannelConfig config, IpVersion version, SocketOptions options) {
    boolean v4 = version == IpVersion.V4;
    config.setOption(v4 ? IP_TOS : IPV6_TCLASS, options.dscp() << 2);
    int ttl = options.securityHops() == 0 ? options.ttl() : SocketOptions.TTL_MAX;
    config.setOption(v4 ? IP_TTL : IPV6_UNICAST_HOPS, ttl == 0 ? TTL_OF_THE_KERNEL : ttl);
    ttlMin(config, version, options.ttlMin());
    bind(config, options.boundTo());
  }

  /// What a listening socket answers with: a neighbour may want it to come from near, and is not
  /// known yet.
  static void listener(ChannelConfig config, IpVersion version) {
    config.setOption(version == IpVersion.V4 ? IP_TTL : IPV6_UNICAST_HOPS, SocketOptions.TTL_MAX);
  }

  /// Packets that come with less are dropped; 0 for none.
  static void ttlMin(ChannelConfig config, IpVersion version, int ttl) {
    config.setOption(version == IpVersion.V4 ? IP_MINTTL : IPV6_MINHOPCOUNT, ttl);
  }

  /// Binds to an interface, or to nothing where the name is empty.
  static void bind(ChannelConfig config, String device) {
    if (!device.isEmpty()) {
      byte[] name = device.getBytes(StandardCharsets.UTF_8);
      ByteBuffer padded = ByteBuffer.allocate(DEVICE_BYTES);
      padded.put(name, 0, Math.min(name.length, SocketOptions.DEVICE_BYTES_MAX));
      config.setOption(SO_BINDTODEVICE, padded.rewind());
    }
  }

  /// Who connects from there signs with this key; an empty one takes the key away.
  static void key(ChannelConfig config, Prefix from, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    ByteBuf signature = Unpooled.buffer(MD5_BYTES, MD5_BYTES).setZero(0, MD5_BYTES);
    boolean v4 = from.version() == IpVersion.V4;
    signature.setShortLE(0, v4 ? AF_INET : AF_INET6);
    signature.setBytes(v4 ? 4 : 8, from.address().toBytes());
    signature.setByte(MD5_FLAGS, FLAG_PREFIX);
    signature.setByte(MD5_PREFIX_LENGTH, from.length());
    signature.setShortLE(MD5_KEY_LENGTH, Math.min(bytes.length, MD5_KEY_BYTES_MAX));
    signature.setBytes(MD5_KEY, bytes, 0, Math.min(bytes.length, MD5_KEY_BYTES_MAX));
    config.setOption(TCP_MD5SIG_EXT, signature.nioBuffer(0, MD5_BYTES));
  }

  /// The kernel's number of an interface; 0 where there is none of this name.
  static int index(String device) {
    try {
      NetworkInterface found = NetworkInterface.getByName(device);
      return found == null ? 0 : found.getIndex();
    } catch (SocketException e) {
      return 0;
    }
  }
}
