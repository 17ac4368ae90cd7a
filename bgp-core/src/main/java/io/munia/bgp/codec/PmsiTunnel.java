package io.munia.bgp.codec;

import java.util.ArrayList;
import java.util.List;

/// The PMSI_TUNNEL attribute ([RFC 6514 §5](https://www.rfc-editor.org/rfc/rfc6514#section-5)):
/// flags, a kind of tunnel, a label, and what names the tunnel. A kind that is not known here is no
/// fault: others have been defined since, and who reflects a route need not know them.
final class PmsiTunnel {
  private static final int FIXED_BYTES = 5;
  private static final int NO_TUNNEL = 0;
  private static final int RSVP_TE = 1;
  private static final int MLDP = 2;
  private static final int PIM_SSM = 3;
  private static final int PIM_SM = 4;
  private static final int PIM_BIDIR = 5;
  private static final int INGRESS_REPLICATION = 6;
  private static final int MLDP_MULTIPOINT = 7;

  private PmsiTunnel() {}

  /// Whether the fixed part is there and what names the tunnel has a length that its kind can have.
  static boolean wellFormed(byte[] bytes, int from, int to) {
    int length = to - from - FIXED_BYTES;
    if (length < 0) {
      return false;
    }
    return switch (bytes[from + 1] & 0xff) {
      case NO_TUNNEL -> length == 0;
      case RSVP_TE -> length == 12 || length == 24;
      case MLDP, MLDP_MULTIPOINT -> fec(bytes, from + FIXED_BYTES, to);
      case PIM_SSM, PIM_SM, PIM_BIDIR -> length == 8 || length == 32;
      case INGRESS_REPLICATION -> length == 4 || length == 16;
      case 0xff -> false;
      default -> true;
    };
  }

  /// A multipoint FEC element ([RFC 6388
  /// §2.2](https://www.rfc-editor.org/rfc/rfc6388#section-2.2)).
  private static boolean fec(byte[] bytes, int from, int to) {
    if (to - from < 4) {
      return false;
    }
    int opaque = from + 4 + (bytes[from + 3] & 0xff);
    return to - opaque >= 2 && to - opaque - 2 == Wire.u16(bytes, opaque);
  }

  /// Of one that is well-formed.
  static List<String> text(byte[] bytes, int from, int to) {
    int kind = bytes[from + 1] & 0xff;
    List<String> texts = new ArrayList<>();
    texts.add(
        switch (kind) {
          case NO_TUNNEL -> "no-tunnel";
          case RSVP_TE -> "rsvp-te-p2mp";
          case MLDP -> "mldp-p2mp";
          case PIM_SSM -> "pim-ssm";
          case PIM_SM -> "pim-sm";
          case PIM_BIDIR -> "pim-bidir";
          case INGRESS_REPLICATION -> "ingress-replication";
          case MLDP_MULTIPOINT -> "mldp-mp2mp";
          case 10 -> "assisted-replication";
          case 11 -> "bier";
          default -> "tunnel-" + kind;
        });
    texts.add("label=" + (Wire.u32(bytes, from + 1) >>> 4 & 0xf_ffff));
    texts.add("vni=" + (Wire.u32(bytes, from + 1) & 0xff_ffff));
    if ((bytes[from] & 1) != 0) {
      texts.add("leaf-information-required");
    }
    if (to - from > FIXED_BYTES) {
      texts.add("endpoint=" + AttributeText.address(bytes, from + FIXED_BYTES, to));
    }
    return texts;
  }
}
