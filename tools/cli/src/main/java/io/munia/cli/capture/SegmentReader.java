package io.munia.cli.capture;

import io.munia.net.IpAddress;
import java.util.Optional;

/// Walks the headers of one packet down to its TCP segment. Every step checks that what it reads is
/// there.
final class SegmentReader {
  private static final int ETHERNET = 1;
  private static final int LOOPBACK_NULL = 0;
  private static final int RAW = 101;
  private static final int LOOP = 108;
  private static final int COOKED = 113;
  private static final int IPV4 = 228;
  private static final int IPV6 = 229;
  private static final int COOKED_V2 = 276;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86dd;
  private static final int TYPE_VLAN = 0x8100;
  private static final int TYPE_QINQ = 0x88a8;
  private static final int PROTOCOL_TCP = 6;
  private static final int EXTENSIONS_MAX = 8;

  private final byte[] file;

  /// Where what was captured of the packet ends.
  private final int end;

  SegmentReader(byte[] file, int end) {
    this.file = file;
    this.end = end;
  }

  Optional<Segment> link(int linkType, int at) {
    return switch (linkType) {
      case ETHERNET -> ethernet(at);
      case COOKED -> end - at < 16 ? Optional.empty() : typed(u16(at + 14), at + 16);
      case COOKED_V2 -> end - at < 20 ? Optional.empty() : typed(u16(at), at + 20);
      case LOOPBACK_NULL, LOOP -> ip(at + 4);
      case RAW, IPV4, IPV6 -> ip(at);
      default -> Optional.empty();
    };
  }

  private Optional<Segment> ethernet(int start) {
    int at = start + 12;
    while (end - at >= 6 && (u16(at) == TYPE_VLAN || u16(at) == TYPE_QINQ)) {
      at += 4;
    }
    return end - at < 2 ? Optional.empty() : typed(u16(at), at + 2);
  }

  private Optional<Segment> typed(int type, int at) {
    return type == TYPE_IPV4 || type == TYPE_IPV6 ? ip(at) : Optional.empty();
  }

  private Optional<Segment> ip(int at) {
    if (end - at < 20) {
      return Optional.empty();
    }
    return switch (u8(at) >>> 4) {
      case 4 -> ipv4(at);
      case 6 -> ipv6(at);
      default -> Optional.empty();
    };
  }

  private Optional<Segment> ipv4(int at) {
    int header = 4 * (u8(at) & 0xf);
    int length = u16(at + 2);
    boolean fragment = (u16(at + 6) & 0x3fff) != 0;
    if (header < 20 || fragment || u8(at + 9) != PROTOCOL_TCP) {
      return Optional.empty();
    }
    // A sender that leaves segmentation to its card is seen with length 0.
    int to = length == 0 ? end : Math.min(end, at + length);
    return tcp(IpAddress.v4(u32(at + 12)), IpAddress.v4(u32(at + 16)), at + header, to);
  }

  private Optional<Segment> ipv6(int start) {
    if (end - start < 40) {
      return Optional.empty();
    }
    int length = u16(start + 4);
    int to = length == 0 ? end : Math.min(end, start + 40 + length);
    int next = u8(start + 6);
    int at = start + 40;
    for (int i = 0; i < EXTENSIONS_MAX && isExtension(next); i++) {
      if (to - at < 8) {
        return Optional.empty();
      }
      next = u8(at);
      at += 8 + 8 * u8(at + 1);
    }
    return next == PROTOCOL_TCP ? tcp(v6(start + 8), v6(start + 24), at, to) : Optional.empty();
  }

  /// Hop-by-hop, routing, destination options.
  private static boolean isExtension(int next) {
    return next == 0 || next == 43 || next == 60;
  }

  private Optional<Segment> tcp(IpAddress source, IpAddress target, int at, int to) {
    if (to - at < 20) {
      return Optional.empty();
    }
    int header = 4 * (u8(at + 12) >>> 4);
    if (header < 20 || header > to - at) {
      return Optional.empty();
    }
    int flags = u8(at + 13);
    return Optional.of(
        new Segment(
            new Flow(source, u16(at), target, u16(at + 2)),
            u32(at + 4),
            (flags & 2) != 0,
            (flags & 5) != 0,
            at + header,
            to));
  }

  private IpAddress v6(int at) {
    return IpAddress.v6(
        (long) u32(at) << 32 | u32(at + 4) & 0xffff_ffffL,
        (long) u32(at + 8) << 32 | u32(at + 12) & 0xffff_ffffL);
  }

  private int u8(int at) {
    return file[at] & 0xff;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private int u32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }
}
