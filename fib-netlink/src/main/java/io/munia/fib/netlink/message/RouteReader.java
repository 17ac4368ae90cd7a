package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.RTMSG_BYTES;
import static io.munia.fib.netlink.message.Rtnetlink.RTNEXTHOP_BYTES;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Hop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One RTM_NEWROUTE or RTM_DELROUTE of the kernel, taken apart in place: a dump of a million routes
/// goes through one reader. Every accessor speaks of the message read last. Owned by whoever reads.
///
/// The payload is an `rtmsg` (family, prefix lengths, tos, table, protocol, scope, type, flags),
/// then attributes. A single next hop stands in RTA_GATEWAY (or RTA_VIA, where its version is
/// another) and RTA_OIF; several stand in RTA_MULTIPATH as `rtnexthop`, each with attributes.
public final class RouteReader {
  /// More in one route than any kernel sends: a bound, not a figure.
  private static final int HOPS_MAX = 1024;

  private final AttributeCursor attributes = new AttributeCursor();
  private final AttributeCursor nested = new AttributeCursor();

  private IpVersion version = IpVersion.V4;
  private int length;
  private int tos;
  private int sourceLength;
  private long table;
  private int protocol;
  private int type;
  private int flags;
  private long high;
  private long low;
  private int metric;
  private int interfaceIndex;
  private @Nullable IpVersion gatewayVersion;
  private long gatewayHigh;
  private long gatewayLow;
  private boolean plain;
  private @Nullable List<Leg> legs;

  /// A next hop of several.
  ///
  /// @param gateway null where the destination is on the link
  private record Leg(@Nullable IpAddress gateway, int interfaceIndex, int flags) {}

  public RouteReader() {}

  /// Takes a payload apart.
  ///
  /// @return false where it is not a whole route message of IPv4 or IPv6
  public boolean read(byte[] bytes, int from, int to) {
    if (to - from < RTMSG_BYTES) {
      return false;
    }
    int family = Fields.unsignedByte(bytes, from);
    if (family != Rtnetlink.AF_INET && family != Rtnetlink.AF_INET6) {
      return false;
    }
    version = family == Rtnetlink.AF_INET ? IpVersion.V4 : IpVersion.V6;
    length = Fields.unsignedByte(bytes, from + 1);
    sourceLength = Fields.unsignedByte(bytes, from + 2);
    tos = Fields.unsignedByte(bytes, from + 3);
    table = Fields.unsignedByte(bytes, from + 4);
    protocol = Fields.unsignedByte(bytes, from + 5);
    type = Fields.unsignedByte(bytes, from + 7);
    flags = Fields.int32(bytes, from + 8);
    if (length > version.bits()) {
      return false;
    }
    high = 0;
    low = 0;
    metric = 0;
    interfaceIndex = 0;
    gatewayVersion = null;
    gatewayHigh = 0;
    gatewayLow = 0;
    plain = true;
    legs = null;
    attributes.reset(bytes, from + RTMSG_BYTES, to);
    while (attributes.next()) {
      if (!attribute(bytes)) {
        return false;
      }
    }
    return !attributes.damaged();
  }

  private boolean attribute(byte[] bytes) {
    int at = attributes.start();
    int size = attributes.length();
    return switch (attributes.type()) {
      case Rtnetlink.RTA_DST -> {
        if (size != version.bytes()) {
          yield false;
        }
        high = addressHigh(bytes, at, version);
        low = addressLow(bytes, at, version);
        high &= Prefix.highMask(length);
        low &= Prefix.lowMask(length);
        yield true;
      }
      case Rtnetlink.RTA_OIF -> {
        interfaceIndex = size == Integer.BYTES ? Fields.int32(bytes, at) : 0;
        yield size == Integer.BYTES;
      }
      case Rtnetlink.RTA_PRIORITY -> {
        metric = size == Integer.BYTES ? Fields.int32(bytes, at) : 0;
        yield size == Integer.BYTES;
      }
      case Rtnetlink.RTA_TABLE -> {
        table = size == Integer.BYTES ? Integer.toUnsignedLong(Fields.int32(bytes, at)) : 0;
        yield size == Integer.BYTES;
      }
      case Rtnetlink.RTA_GATEWAY, Rtnetlink.RTA_VIA -> gateway(bytes, attributes);
      case Rtnetlink.RTA_MULTIPATH -> multipath(bytes, at, attributes.end());
      case Rtnetlink.RTA_PREFSRC,
          Rtnetlink.RTA_METRICS,
          Rtnetlink.RTA_FLOW,
          Rtnetlink.RTA_ENCAP,
          Rtnetlink.RTA_NH_ID -> {
        plain = false;
        yield true;
      }
      default -> true;
    };
  }

  private boolean gateway(byte[] bytes, AttributeCursor attribute) {
    int at = attribute.start();
    int size = attribute.length();
    IpVersion of = version;
    if (attribute.type() == Rtnetlink.RTA_VIA) {
      if (size < Short.BYTES) {
        return false;
      }
      of = Fields.unsignedShort(bytes, at) == Rtnetlink.AF_INET ? IpVersion.V4 : IpVersion.V6;
      at += Short.BYTES;
      size -= Short.BYTES;
    }
    if (size != of.bytes()) {
      return false;
    }
    gatewayVersion = of;
    gatewayHigh = addressHigh(bytes, at, of);
    gatewayLow = addressLow(bytes, at, of);
    return true;
  }

  private boolean multipath(byte[] bytes, int from, int to) {
    List<Leg> found = new ArrayList<>();
    int at = from;
    while (to - at >= RTNEXTHOP_BYTES) {
      int size = Fields.unsignedShort(bytes, at);
      if (size < RTNEXTHOP_BYTES || size > to - at || found.size() == HOPS_MAX) {
        return false;
      }
      int legFlags = Fields.unsignedByte(bytes, at + 2);
      int weight = Fields.unsignedByte(bytes, at + 3);
      int index = Fields.int32(bytes, at + 4);
      gatewayVersion = null;
      nested.reset(bytes, at + RTNEXTHOP_BYTES, at + size);
      while (nested.next()) {
        int kind = nested.type();
        if (kind == Rtnetlink.RTA_GATEWAY || kind == Rtnetlink.RTA_VIA) {
          if (!gateway(bytes, nested)) {
            return false;
          }
        } else if (kind == Rtnetlink.RTA_ENCAP || kind == Rtnetlink.RTA_FLOW) {
          plain = false;
        }
      }
      if (nested.damaged()) {
        return false;
      }
      plain &= weight == 0 && (legFlags & Rtnetlink.RTNH_F_ONLINK) == 0;
      found.add(new Leg(gatewayAddress(), index, legFlags));
      at += Rtnetlink.align(size);
    }
    gatewayVersion = null;
    legs = found;
    return true;
  }

  private static long addressHigh(byte[] bytes, int at, IpVersion version) {
    return version == IpVersion.V4
        ? (long) Fields.networkInt(bytes, at) << 32
        : Fields.networkLong(bytes, at);
  }

  private static long addressLow(byte[] bytes, int at, IpVersion version) {
    return version == IpVersion.V4 ? 0 : Fields.networkLong(bytes, at + Long.BYTES);
  }

  private @Nullable IpAddress gatewayAddress() {
    return gatewayVersion == null ? null : new IpAddress(gatewayVersion, gatewayHigh, gatewayLow);
  }

  public IpVersion version() {
    return version;
  }

  /// The destination's first 64 bits, left-aligned.
  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  /// Prefix length, in bits.
  public int length() {
    return length;
  }

  public Prefix prefix() {
    return new Prefix(new IpAddress(version, high, low), length);
  }

  public long table() {
    return table;
  }

  public int protocol() {
    return protocol;
  }

  /// RTN_UNICAST, RTN_BLACKHOLE, …
  public int type() {
    return type;
  }

  public int metric() {
    return metric;
  }

  /// Whether it is a copy that the kernel made for one destination, not a route of the table.
  public boolean cloned() {
    return (flags & Rtnetlink.RTM_F_CLONED) != 0;
  }

  /// Whether more than prefix and metric is part of its key: type of service, source prefix.
  public boolean qualified() {
    return tos != 0 || sourceLength != 0;
  }

  /// Whether it is one that only discards.
  public boolean discards() {
    return type == Rtnetlink.RTN_BLACKHOLE && plain;
  }

  /// Whether it leads to exactly one gateway, without anything that we would not have set;
  /// [#leadsTo] then compares without a new object.
  public boolean single() {
    return type == Rtnetlink.RTN_UNICAST
        && plain
        && legs == null
        && gatewayVersion != null
        && (flags & Rtnetlink.RTNH_F_ONLINK) == 0;
  }

  /// Whether this is the one hop of a [#single] route.
  public boolean leadsTo(Hop hop) {
    return hop.interfaceIndex() == interfaceIndex
        && hop.gateway().version() == gatewayVersion
        && hop.gateway().high() == gatewayHigh
        && hop.gateway().low() == gatewayLow;
  }

  /// The next hops of a route such as we would write; empty for any other.
  public List<Hop> plainHops() {
    IpAddress gateway = gatewayAddress();
    if (single() && gateway != null) {
      return List.of(new Hop(gateway, interfaceIndex));
    }
    List<Leg> several = legs;
    if (several == null || !plain || type != Rtnetlink.RTN_UNICAST) {
      return List.of();
    }
    List<Hop> hops = new ArrayList<>(several.size());
    for (Leg leg : several) {
      if (leg.gateway() == null) {
        return List.of();
      }
      hops.add(new Hop(leg.gateway(), leg.interfaceIndex()));
    }
    return hops;
  }

  /// The first next hop whose link works; a neighbour on the link is its own gateway.
  ///
  /// @param destination whose route this is
  /// @return null where no link works
  public @Nullable Hop liveHop(IpAddress destination) {
    List<Leg> several = legs;
    if (several == null) {
      IpAddress gateway = gatewayAddress();
      return down(flags) || interfaceIndex == 0
          ? null
          : new Hop(gateway == null ? destination : gateway, interfaceIndex);
    }
    for (Leg leg : several) {
      if (!down(leg.flags())) {
        IpAddress gateway = leg.gateway();
        return new Hop(gateway == null ? destination : gateway, leg.interfaceIndex());
      }
    }
    return null;
  }

  private static boolean down(int flags) {
    return (flags & (Rtnetlink.RTNH_F_DEAD | Rtnetlink.RTNH_F_LINKDOWN)) != 0;
  }
}
