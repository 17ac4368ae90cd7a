package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.ATTRIBUTE_HEADER_BYTES;
import static io.munia.fib.netlink.message.Rtnetlink.RTMSG_BYTES;
import static io.munia.fib.netlink.message.Rtnetlink.RTNEXTHOP_BYTES;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;

/// Requests about routes, as bytes. [RouteReader] reads what the kernel says about them.
///
/// @param table in which they stand
/// @param protocol that marks them
public record RouteCodec(long table, int protocol) {

  /// RTM_NEWROUTE.
  ///
  /// @param flags NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE as the case needs
  public void encodeNew(
      MessageBuffer out, int flags, int sequence, Prefix prefix, int metric, Target target) {
    boolean discard = target instanceof Target.Discard;
    out.begin(Rtnetlink.RTM_NEWROUTE, Rtnetlink.NLM_F_REQUEST | flags, sequence);
    header(
        out,
        prefix.version(),
        prefix.length(),
        discard ? Rtnetlink.RTN_BLACKHOLE : Rtnetlink.RTN_UNICAST,
        Rtnetlink.RT_SCOPE_UNIVERSE);
    key(out, prefix, metric);
    switch (target) {
      case Target.Discard() -> {}
      case Target.Forward(var hops) -> {
        if (hops.size() == 1) {
          out.attributeInt(Rtnetlink.RTA_OIF, hops.getFirst().interfaceIndex());
          gateway(out, prefix.version(), hops.getFirst().gateway());
        } else {
          multipath(out, prefix.version(), hops);
        }
      }
      case Target.Absent() ->
          throw new IllegalArgumentException("a route that is not there is not added: " + prefix);
    }
    out.finish();
  }

  /// RTM_DELROUTE: of this prefix, table, protocol and metric, whatever it leads to.
  public void encodeDelete(MessageBuffer out, int sequence, Prefix prefix, int metric) {
    out.begin(Rtnetlink.RTM_DELROUTE, Rtnetlink.NLM_F_REQUEST, sequence);
    header(
        out, prefix.version(), prefix.length(), Rtnetlink.RTN_UNSPEC, Rtnetlink.RT_SCOPE_NOWHERE);
    key(out, prefix, metric);
    out.finish();
  }

  /// RTM_NEWROUTE that can be of no effect: its prefix length does not exist. The kernel looks at
  /// privilege first, so that its answer tells whether it would take a real one.
  public static void encodeProbe(MessageBuffer out, int sequence) {
    out.begin(Rtnetlink.RTM_NEWROUTE, Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_ACK, sequence);
    new RouteCodec(Rtnetlink.RT_TABLE_COMPAT, 0)
        .header(
            out,
            IpVersion.V4,
            IpVersion.V6.bits(),
            Rtnetlink.RTN_BLACKHOLE,
            Rtnetlink.RT_SCOPE_UNIVERSE);
    out.finish();
  }

  /// RTM_GETROUTE dump of one family, filtered in the kernel by table, and by protocol unless that
  /// is 0 (needs NETLINK_GET_STRICT_CHK).
  public static void encodeDump(
      MessageBuffer out, int sequence, IpVersion version, long table, int protocol) {
    out.begin(Rtnetlink.RTM_GETROUTE, Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_DUMP, sequence);
    int at = out.reserve(RTMSG_BYTES);
    out.putByte(at, family(version));
    out.putByte(at + 5, protocol);
    out.attributeInt(Rtnetlink.RTA_TABLE, (int) table);
    out.finish();
  }

  /// RTM_GETROUTE: which route would a packet to this address take?
  ///
  /// @param interfaceIndex that it would have to leave by; 0 for any
  public static void encodeLookup(
      MessageBuffer out, int sequence, IpAddress address, int interfaceIndex) {
    out.begin(Rtnetlink.RTM_GETROUTE, Rtnetlink.NLM_F_REQUEST, sequence);
    int at = out.reserve(RTMSG_BYTES);
    out.putByte(at, family(address.version()));
    out.putByte(at + 1, address.version().bits());
    out.putInt(at + 8, Rtnetlink.RTM_F_FIB_MATCH);
    out.attributeAddress(Rtnetlink.RTA_DST, address.version(), address.high(), address.low());
    if (interfaceIndex != 0) {
      out.attributeInt(Rtnetlink.RTA_OIF, interfaceIndex);
    }
    out.finish();
  }

  static int family(IpVersion version) {
    return version == IpVersion.V4 ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6;
  }

  private void header(MessageBuffer out, IpVersion version, int length, int type, int scope) {
    int at = out.reserve(RTMSG_BYTES);
    out.putByte(at, family(version));
    out.putByte(at + 1, length);
    out.putByte(at + 4, table < 256 ? (int) table : Rtnetlink.RT_TABLE_COMPAT);
    out.putByte(at + 5, protocol);
    out.putByte(at + 6, scope);
    out.putByte(at + 7, type);
  }

  private void key(MessageBuffer out, Prefix prefix, int metric) {
    IpAddress address = prefix.address();
    if (prefix.length() > 0) {
      out.attributeAddress(Rtnetlink.RTA_DST, address.version(), address.high(), address.low());
    }
    out.attributeInt(Rtnetlink.RTA_PRIORITY, metric);
    if (table >= 256) {
      out.attributeInt(Rtnetlink.RTA_TABLE, (int) table);
    }
  }

  private static void gateway(MessageBuffer out, IpVersion version, IpAddress gateway) {
    if (gateway.version() == version) {
      out.attributeAddress(Rtnetlink.RTA_GATEWAY, version, gateway.high(), gateway.low());
    } else {
      out.attributeVia(Rtnetlink.RTA_VIA, gateway);
    }
  }

  private static void multipath(MessageBuffer out, IpVersion version, Iterable<Hop> hops) {
    int attribute = out.openNested(ATTRIBUTE_HEADER_BYTES, Rtnetlink.RTA_MULTIPATH);
    for (Hop hop : hops) {
      int at = out.openNested(RTNEXTHOP_BYTES, 0);
      out.putInt(at + 4, hop.interfaceIndex());
      gateway(out, version, hop.gateway());
      out.closeNested(at);
    }
    out.closeNested(attribute);
  }
}
