package io.munia.fib.netlink.message;

import java.util.HexFormat;

/// Messages of a Linux 6.18 kernel on a little-endian machine.
public final class Captured {
  /// 198.51.100.0/24 via 10.9.0.2 dev 3 table main proto 187 metric 20.
  public static final String IPV4_GATEWAY =
      """
      44000000 1800 2200 07000000 cf0b0000  nlmsghdr: 68 bytes, RTM_NEWROUTE, multi, sequence 7
      02 18 00 00 fe bb 00 01 00000000      rtmsg: AF_INET /24, table 254, protocol 187, unicast
      0800 0f00 fe000000                    RTA_TABLE 254
      0800 0100 c6336400                    RTA_DST 198.51.100.0
      0800 0600 14000000                    RTA_PRIORITY 20
      0800 0500 0a090002                    RTA_GATEWAY 10.9.0.2
      0800 0400 03000000                    RTA_OIF 3
      """;

  /// 198.51.100.0/25 via 10.9.0.2 dev 3 and via inet6 fd00:9::2 dev 3.
  public static final String IPV4_MULTIPATH =
      """
      68000000 1800 2200 07000000 cf0b0000
      02 19 00 00 fe bb 00 01 00000000
      0800 0f00 fe000000
      0800 0100 c6336400
      0800 0600 14000000
      3400 0900                             RTA_MULTIPATH
        1000 00 00 03000000                 rtnexthop: 16 bytes, no flags, weight 1, dev 3
          0800 0500 0a090002                RTA_GATEWAY 10.9.0.2
        2000 00 00 03000000                 rtnexthop: 32 bytes
          1600 1200 0a00 fd000009000000000000000000000002 0000   RTA_VIA AF_INET6 fd00:9::2
      """;

  /// 2001:db8:1::/48 via fd00:9::2 dev 3 and via fd00:9::3 dev 3, metric 1044.
  public static final String IPV6_MULTIPATH =
      """
      a8000000 1800 2200 07000000 cf0b0000
      0a 30 00 00 fe bb 00 01 00000000
      0800 0f00 fe000000
      1400 0100 20010db8000100000000000000000000
      0800 0600 14040000
      3c00 0900
        1c00 00 00 03000000
          1400 0500 fd000009000000000000000000000002
        1c00 00 00 03000000
          1400 0500 fd000009000000000000000000000003
      2400 0c00 0000000000000000000000000000000000000000000000000000000000000000   RTA_CACHEINFO
      0500 1400 00000000                    RTA_PREF medium
      """;

  /// blackhole 2001:db8::/32 dev lo metric 1044.
  public static final String IPV6_BLACKHOLE =
      """
      74000000 1800 2200 07000000 cf0b0000
      0a 20 00 00 fe bb 00 06 00000000      type 6: RTN_BLACKHOLE
      0800 0f00 fe000000
      1400 0100 20010db8000000000000000000000000
      0800 0600 14040000
      0800 0400 01000000
      2400 0c00 0000000000000000000000000000000000000000000000000000000000000000
      0500 1400 00000000
      """;

  /// Whether 10.9.0.7 can be reached: 10.9.0.0/24 dev 3 proto kernel scope link src 10.9.0.1.
  public static final String LOOKUP_ON_LINK =
      """
      3c000000 1800 0000 0a000000 cf0b0000
      02 18 00 00 fe 02 fd 01 00000000
      0800 0f00 fe000000
      0800 0100 0a090000
      0800 0700 0a090001                    RTA_PREFSRC
      0800 0400 03000000
      """;

  /// Whether 10.9.0.1 can be reached: local 10.9.0.1/32.
  public static final String LOOKUP_LOCAL =
      """
      3c000000 1800 0000 0a000000 cf0b0000
      02 20 00 00 ff 02 fe 02 00000000
      0800 0f00 ff000000
      0800 0100 0a090001
      0800 0700 0a090001
      0800 0400 03000000
      """;

  /// The refusal of a route through a gateway that is on no link.
  public static final String REFUSAL =
      """
      44000000 0200 0003 09000000 cf0b0000  NLMSG_ERROR, flags CAPPED and ACK_TLVS, sequence 9
      9bffffff                              -101: ENETUNREACH
      34000000 1800 0506 09000000 00000000  header of the request
      2000 0100                             NLMSGERR_ATTR_MSG
        4e657874686f702068617320696e76616c6964206761746577617900   "Nexthop has invalid gateway"
      """;

  /// The end of a dump.
  public static final String DONE = "14000000 0300 2200 07000000 cf0b0000 00000000";

  private Captured() {}

  /// The bytes of an annotated text: at the start of each line, groups of hexadecimal digits.
  public static byte[] bytes(String annotated) {
    StringBuilder digits = new StringBuilder();
    annotated
        .lines()
        .forEach(line -> {
          for (String word : line.strip().split("\\s+", -1)) {
            if (!word.matches("([0-9a-f]{2})+") || digits.isEmpty() && word.isEmpty()) {
              return;
            }
            digits.append(word);
          }
        });
    return HexFormat.of().parseHex(digits);
  }

  /// The payload of the only message in these bytes, read.
  public static RouteReader route(String annotated) {
    MessageCursor message = new MessageCursor();
    byte[] bytes = bytes(annotated);
    message.reset(bytes, bytes.length);
    RouteReader route = new RouteReader();
    if (!message.next() || !route.read(bytes, message.start(), message.end())) {
      throw new IllegalArgumentException("not a route: " + annotated);
    }
    return route;
  }
}
