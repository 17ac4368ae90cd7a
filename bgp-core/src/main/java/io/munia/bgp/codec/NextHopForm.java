package io.munia.bgp.codec;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import org.jspecify.annotations.Nullable;

/// How a session wants the IPv6 next hops of unicast routes.
///
/// @param linkLocals how link-local addresses are written; with [LinkLocalForm#BOTH] alone
/// @param global with `BOTH` the address that `linkLocal` is put behind; else null
/// @param linkLocal the link-local address of the same interface, or null
public record NextHopForm(
    LinkLocalForm linkLocals, @Nullable IpAddress global, @Nullable IpAddress linkLocal) {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  /// Each address alone.
  public static final NextHopForm USUAL = new NextHopForm(LinkLocalForm.NATIVE, null, null);

  public NextHopForm {
    boolean both = linkLocals == LinkLocalForm.BOTH;
    if (both != (global != null) || both != (linkLocal != null)) {
      throw new IllegalArgumentException("two addresses go with `both`, and with nothing else");
    }
  }

  /// Whether this next hop is not written alone.
  public boolean pairs(IpAddress hop) {
    return hop.version() == IpVersion.V6 && second(hop.high(), hop.low()) != LinkLocalForm.NATIVE;
  }

  /// How many bytes the next hop takes.
  int bytes(boolean v6, long high, long low) {
    return !v6 ? V4_BYTES : second(high, low) == LinkLocalForm.NATIVE ? V6_BYTES : 2 * V6_BYTES;
  }

  /// Writes it and returns the place behind it.
  int write(byte[] to, int from, boolean v6, long high, long low) {
    if (!v6) {
      Wire.put32(to, from, (int) (high >>> 32));
      return from + V4_BYTES;
    }
    return switch (second(high, low)) {
      case NATIVE -> address(to, from, high, low);
      case SINGLE -> address(to, address(to, from, 0, 0), high, low);
      case DOUBLE -> address(to, address(to, from, high, low), high, low);
      case BOTH -> {
        int at = address(to, from, high, low);
        IpAddress behind = linkLocal;
        yield behind == null ? at : address(to, at, behind.high(), behind.low());
      }
    };
  }

  private static int address(byte[] to, int at, long high, long low) {
    Wire.put64(to, at, NextHops.inZone(high, 0));
    Wire.put64(to, at + 8, low);
    return at + V6_BYTES;
  }

  private LinkLocalForm second(long high, long low) {
    boolean meant =
        global == null ? NextHops.isLinkLocal(high) : global.high() == high && global.low() == low;
    return meant ? linkLocals : LinkLocalForm.NATIVE;
  }
}
