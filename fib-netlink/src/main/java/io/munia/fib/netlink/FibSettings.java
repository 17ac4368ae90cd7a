package io.munia.fib.netlink;

import io.munia.net.IpVersion;

/// Which routes of the kernel are ours, and where they stand.
///
/// @param table routing table, 1 to 4,294,967,295 without 255 (`local`, the kernel's own)
/// @param protocol what marks a route as ours (`rtm_protocol`), 5 to 255: the kernel's own and an
///   administrator's routes carry the numbers below
/// @param metric what our IPv4 routes carry; see [#metric(IpVersion)] for IPv6
public record FibSettings(long table, int protocol, int metric) {
  /// The table that every lookup reaches: `main`.
  public static final long TABLE_MAIN = 254;

  public static final int PROTOCOL_DEFAULT = 187;
  public static final int METRIC_DEFAULT = 20;

  /// The kernel gives its connected IPv6 routes metric 256 and a static one 1024, where IPv4 has 0
  /// for both: ours start above, so that in both families a learned route never hides a link.
  public static final int METRIC_BASE_IPV6 = 1024;

  private static final long TABLE_LOCAL = 255;
  private static final int METRIC_MAX = 1_000_000_000;

  public FibSettings {
    if (table < 1 || table > 0xffff_ffffL || table == TABLE_LOCAL) {
      throw new IllegalArgumentException(
          "table " + table + " cannot hold routes of ours: 1 to 4294967295 except 255 (local)");
    }
    if (protocol < 5 || protocol > 255) {
      throw new IllegalArgumentException(
          "protocol " + protocol + " cannot mark routes as ours: 5 to 255");
    }
    if (metric < 1 || metric > METRIC_MAX) {
      throw new IllegalArgumentException("metric " + metric + " is not in 1 to " + METRIC_MAX);
    }
  }

  /// Table `main`, protocol 187, metric 20.
  public static FibSettings defaults() {
    return new FibSettings(TABLE_MAIN, PROTOCOL_DEFAULT, METRIC_DEFAULT);
  }

  /// The metric that routes of ours carry in the kernel.
  public int metric(IpVersion version) {
    return version == IpVersion.V4 ? metric : METRIC_BASE_IPV6 + metric;
  }
}
