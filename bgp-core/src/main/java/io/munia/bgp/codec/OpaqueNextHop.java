package io.munia.bgp.codec;

import io.munia.net.AddressFamily;
import org.jspecify.annotations.Nullable;

/// Next hops in MP_REACH_NLRI of the families whose destinations are no prefixes. VPN families have
/// a route distinguisher of 0 before each address ([RFC 4364
/// §4.3.2](https://www.rfc-editor.org/rfc/rfc4364#section-4.3.2)), FlowSpec has none at all ([RFC
/// 8955 §4](https://www.rfc-editor.org/rfc/rfc8955#section-4)). In the IPv6 families an IPv4
/// address stands as an IPv4-mapped one ([RFC 4659
/// §3.2.1.2](https://www.rfc-editor.org/rfc/rfc4659#section-3.2.1.2)), and is taken for what it is.
///
/// @param v6 whether it is an IPv6 address
/// @param high first 64 bits, left-aligned
/// @param low last 64 bits
record OpaqueNextHop(boolean v6, long high, long low) {
  static final OpaqueNextHop NONE = new OpaqueNextHop(false, 0, 0);
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int AFI_IPV6 = 2;
  private static final long MAPPED = 0xffffL;

  /// The next hop at `bytes[at, at + length)`; null where it has a length that the family has not.
  ///
  /// @param extended whether an IPv4 family may have an IPv6 next hop ([RFC
  ///   8950](https://www.rfc-editor.org/rfc/rfc8950))
  static @Nullable OpaqueNextHop read(
      AddressFamily family, byte[] bytes, int at, int length, boolean extended) {
    if (family.isFlowSpec()) {
      return NONE; // whatever stands there is ignored
    }
    int rd = rdBytes(family);
    if (length == rd + V4_BYTES && family.afi() != AFI_IPV6) {
      return new OpaqueNextHop(false, (long) Wire.u32(bytes, at + rd) << 32, 0);
    }
    boolean both = length == 2 * (rd + V6_BYTES);
    if (length != rd + V6_BYTES && !both || !extended && !family.mixesNextHops()) {
      return null;
    }
    int address = at + rd;
    if (both && Wire.u64(bytes, address) == 0 && Wire.u64(bytes, address + 8) == 0) {
      address += rd + V6_BYTES;
    }
    long high = Wire.u64(bytes, address);
    long low = Wire.u64(bytes, address + 8);
    return family.afi() == AFI_IPV6 && high == 0 && low >>> 32 == MAPPED
        ? new OpaqueNextHop(false, low << 32, 0)
        : new OpaqueNextHop(true, high, low);
  }

  private static int rdBytes(AddressFamily family) {
    return family == AddressFamily.IPV4_VPN || family == AddressFamily.IPV6_VPN
        ? OpaqueNlri.RD_BYTES
        : 0;
  }

  boolean usable(AddressFamily family) {
    return family.isFlowSpec()
        || (v6 ? NextHops.usableV6(high, low) : NextHops.usableV4((int) (high >>> 32)));
  }

  /// Bytes of a next hop on the wire.
  static int bytes(AddressFamily family, boolean v6) {
    return family.isFlowSpec()
        ? 0
        : rdBytes(family) + (v6 || family.afi() == AFI_IPV6 ? V6_BYTES : V4_BYTES);
  }

  /// Writes length and next hop to `out` from `at` on; returns where it ends.
  static int write(AddressFamily family, boolean v6, long high, long low, byte[] out, int at) {
    int bytes = bytes(family, v6);
    int end = at + 1 + bytes;
    java.util.Arrays.fill(out, at, end, (byte) 0);
    out[at] = (byte) bytes;
    if (bytes == 0) {
      return end;
    }
    if (v6) {
      Wire.put64(out, end - V6_BYTES, high);
      Wire.put64(out, end - 8, low);
    } else {
      Wire.put32(out, end - V4_BYTES, (int) (high >>> 32));
      if (family.afi() == AFI_IPV6) {
        Wire.put16(out, end - V4_BYTES - 2, 0xffff);
      }
    }
    return end;
  }
}
