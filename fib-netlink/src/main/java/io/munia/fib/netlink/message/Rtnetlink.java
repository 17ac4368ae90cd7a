package io.munia.fib.netlink.message;

/// Numbers of the kernel's interface, under the kernel's names:
/// [netlink.h](https://github.com/torvalds/linux/blob/master/include/uapi/linux/netlink.h),
/// [rtnetlink.h](https://github.com/torvalds/linux/blob/master/include/uapi/linux/rtnetlink.h).
public final class Rtnetlink {
  public static final int NLMSG_NOOP = 1;
  public static final int NLMSG_ERROR = 2;
  public static final int NLMSG_DONE = 3;
  public static final int NLMSG_OVERRUN = 4;

  public static final int NLM_F_REQUEST = 0x1;
  public static final int NLM_F_ACK = 0x4;
  public static final int NLM_F_DUMP_INTR = 0x10;
  public static final int NLM_F_REPLACE = 0x100;
  public static final int NLM_F_EXCL = 0x200;
  public static final int NLM_F_CREATE = 0x400;
  public static final int NLM_F_DUMP = 0x300;

  /// On an error: the request is cut down to its header.
  public static final int NLM_F_CAPPED = 0x100;

  /// On an error: attributes follow, the kernel's own words among them.
  public static final int NLM_F_ACK_TLVS = 0x200;

  public static final int RTM_NEWLINK = 16;
  public static final int RTM_DELLINK = 17;
  public static final int RTM_NEWADDR = 20;
  public static final int RTM_DELADDR = 21;
  public static final int RTM_NEWROUTE = 24;
  public static final int RTM_DELROUTE = 25;
  public static final int RTM_GETROUTE = 26;

  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;

  public static final int RTN_UNSPEC = 0;
  public static final int RTN_UNICAST = 1;
  public static final int RTN_LOCAL = 2;
  public static final int RTN_BLACKHOLE = 6;
  public static final int RTN_UNREACHABLE = 7;
  public static final int RTN_PROHIBIT = 8;

  public static final int RT_SCOPE_UNIVERSE = 0;
  public static final int RT_SCOPE_NOWHERE = 255;

  /// In the one-byte field: the number stands in RTA_TABLE.
  public static final int RT_TABLE_COMPAT = 252;

  public static final int RTM_F_CLONED = 0x200;
  public static final int RTM_F_FIB_MATCH = 0x2000;

  public static final int RTA_DST = 1;
  public static final int RTA_OIF = 4;
  public static final int RTA_GATEWAY = 5;
  public static final int RTA_PRIORITY = 6;
  public static final int RTA_PREFSRC = 7;
  public static final int RTA_METRICS = 8;
  public static final int RTA_MULTIPATH = 9;
  public static final int RTA_FLOW = 11;
  public static final int RTA_TABLE = 15;
  public static final int RTA_VIA = 18;
  public static final int RTA_ENCAP = 22;
  public static final int RTA_NH_ID = 30;

  public static final int RTNH_F_DEAD = 1;
  public static final int RTNH_F_ONLINK = 4;
  public static final int RTNH_F_LINKDOWN = 16;

  public static final int IFF_UP = 1;
  public static final int IFF_LOWER_UP = 0x10000;

  public static final int RTMGRP_LINK = 0x1;
  public static final int RTMGRP_IPV4_IFADDR = 0x10;
  public static final int RTMGRP_IPV4_ROUTE = 0x40;
  public static final int RTMGRP_IPV6_IFADDR = 0x100;
  public static final int RTMGRP_IPV6_ROUTE = 0x400;

  /// Bytes of a message's header.
  public static final int NLMSG_HDRLEN = 16;

  static final int NLMSGERR_ATTR_MSG = 1;
  static final int RTMSG_BYTES = 12;
  static final int RTNEXTHOP_BYTES = 8;
  static final int IFINFOMSG_BYTES = 16;
  static final int ATTRIBUTE_HEADER_BYTES = 4;

  /// Without NLA_F_NESTED and NLA_F_NET_BYTEORDER.
  static final int NLA_TYPE_MASK = 0x3fff;

  private Rtnetlink() {}

  /// Messages and attributes begin at multiples of four.
  static int align(int length) {
    return length + 3 & ~3;
  }
}
