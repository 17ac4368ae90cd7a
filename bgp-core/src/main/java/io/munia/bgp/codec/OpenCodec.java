package io.munia.bgp.codec;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of an OPEN ([RFC 4271 §4.2](https://www.rfc-editor.org/rfc/rfc4271#section-4.2)), with
/// the long parameters of [RFC 9072 §2](https://www.rfc-editor.org/rfc/rfc9072#section-2). What is
/// wrong is found in this order: the version, as it says what the rest is; lengths; parameters;
/// capabilities; the two AS numbers. What an OPEN means is [OpenValidation]'s.
final class OpenCodec {
  private static final int VERSION = 4;
  private static final int FIXED_BYTES = 10;
  private static final int PARAMETER_CAPABILITIES = 2;
  private static final int PARAMETER_EXTENDED = 255;
  private static final int PARAMETERS_BYTES_MAX = 255;

  private OpenCodec() {}

  /// Reads the body at `bytes[from, to)`.
  static Decoded decode(byte[] bytes, int from, int to) {
    if (to - from < FIXED_BYTES) {
      return malformed(ErrorCode.OPEN_UNSPECIFIC, "it ends before its optional parameters");
    }
    int version = bytes[from] & 0xff;
    if (version != VERSION) {
      return new Decoded.Malformed(
          new Notification(
              ErrorCode.OPEN_MESSAGE, ErrorCode.OPEN_UNSUPPORTED_VERSION, new byte[] {0, VERSION}),
          "OPEN of version " + version + ", not 4");
    }
    int start = from + FIXED_BYTES;
    int length = bytes[start - 1] & 0xff;
    int headerBytes = 2;
    boolean extended = false;
    if (length != 0 && to > start && (bytes[start] & 0xff) == PARAMETER_EXTENDED) {
      if (to - start < 3) {
        return malformed(ErrorCode.OPEN_UNSPECIFIC, "its extended parameters have no length");
      }
      length = Wire.u16(bytes, start + 1);
      start += 3;
      headerBytes = 3;
      extended = true;
    }
    if (length != to - start) {
      String why = "its parameters have " + (to - start) + " bytes, it says " + length;
      return extended
          ? malformed(ErrorCode.OPEN_UNSPECIFIC, why)
          : badLength(MessageFrame.HEADER_BYTES + to - from, why);
    }
    List<Capability> capabilities = new ArrayList<>();
    Decoded.Malformed fault = parameters(bytes, start, to, headerBytes, capabilities);
    if (fault != null) {
      return fault;
    }
    Asn twoOctets = new Asn(Wire.u16(bytes, from + 1));
    Asn as = as(twoOctets, capabilities);
    if (capabilities.stream()
        .anyMatch(c -> c instanceof Capability.FourOctetAs(Asn other) && !other.equals(as))) {
      return malformed(ErrorCode.OPEN_UNSPECIFIC, "it has two different 4-octet AS capabilities");
    }
    if (!as.equals(twoOctets) && !twoOctets.equals(Asn.AS_TRANS)) {
      return new Decoded.Malformed(
          new Notification(ErrorCode.OPEN_MESSAGE, ErrorCode.OPEN_BAD_PEER_AS),
          "OPEN of AS " + twoOctets + ", of AS " + as + " by its 4-octet AS capability");
    }
    return new Decoded.Message(
        new Open(
            version,
            as,
            Wire.u16(bytes, from + 3),
            new RouterId(Wire.u32(bytes, from + 5)),
            capabilities));
  }

  private static Asn as(Asn twoOctets, List<Capability> capabilities) {
    for (Capability capability : capabilities) {
      if (capability instanceof Capability.FourOctetAs(Asn as)) {
        return as;
      }
    }
    return twoOctets;
  }

  private static Decoded.@Nullable Malformed parameters(
      byte[] bytes, int from, int to, int headerBytes, List<Capability> capabilities) {
    int at = from;
    while (at < to) {
      if (to - at < headerBytes) {
        return malformed(ErrorCode.OPEN_UNSPECIFIC, "a parameter is cut off");
      }
      int type = bytes[at] & 0xff;
      int length = headerBytes == 3 ? Wire.u16(bytes, at + 1) : bytes[at + 1] & 0xff;
      int value = at + headerBytes;
      if (length > to - value) {
        return malformed(ErrorCode.OPEN_UNSPECIFIC, "a parameter runs past its end");
      }
      if (type != PARAMETER_CAPABILITIES) {
        return malformed(
            ErrorCode.OPEN_UNSUPPORTED_OPTIONAL_PARAMETER, "parameter " + type + " is not known");
      }
      at = value + length;
      Decoded.Malformed fault = capabilities(bytes, value, at, capabilities);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static Decoded.@Nullable Malformed capabilities(
      byte[] bytes, int from, int to, List<Capability> capabilities) {
    int at = from;
    while (at < to) {
      if (to - at < 2) {
        return malformed(ErrorCode.OPEN_UNSPECIFIC, "a capability is cut off");
      }
      int code = bytes[at] & 0xff;
      int length = bytes[at + 1] & 0xff;
      int value = at + 2;
      if (length > to - value) {
        return malformed(ErrorCode.OPEN_UNSPECIFIC, "capability " + code + " runs past its end");
      }
      if (code == CapabilityCodec.FOUR_OCTET_AS && length != 4) {
        return malformed(
            ErrorCode.OPEN_UNSPECIFIC, "its 4-octet AS capability has " + length + " bytes");
      }
      at = value + length;
      capabilities.add(CapabilityCodec.decode(code, bytes, value, at));
    }
    return null;
  }

  private static Decoded.Malformed malformed(int subcode, String why) {
    return new Decoded.Malformed(new Notification(ErrorCode.OPEN_MESSAGE, subcode), "OPEN: " + why);
  }

  /// The lengths of message and parameters do not agree: the length is the message's ([RFC 4271
  /// §6.1](https://www.rfc-editor.org/rfc/rfc4271#section-6.1)).
  private static Decoded.Malformed badLength(int length, String why) {
    return new Decoded.Malformed(
        new Notification(
            ErrorCode.MESSAGE_HEADER,
            ErrorCode.HEADER_BAD_MESSAGE_LENGTH,
            new byte[] {(byte) (length >>> 8), (byte) length}),
        "OPEN: " + why);
  }

  static byte[] encode(Open open) {
    byte[] capabilities = CapabilityCodec.encode(open.capabilities());
    boolean extended = capabilities.length + 2 > PARAMETERS_BYTES_MAX;
    int parameters = capabilities.length == 0 ? 0 : capabilities.length + (extended ? 6 : 2);
    byte[] body = new byte[FIXED_BYTES + parameters];
    body[0] = (byte) open.version();
    Wire.put16(body, 1, open.as().fitsTwoOctets() ? open.as().bits() : Asn.AS_TRANS.bits());
    Wire.put16(body, 3, open.holdTimeSeconds());
    Wire.put32(body, 5, open.routerId().bits());
    int at = FIXED_BYTES;
    if (extended) {
      body[9] = (byte) PARAMETERS_BYTES_MAX;
      body[at] = (byte) PARAMETER_EXTENDED;
      Wire.put16(body, at + 1, capabilities.length + 3);
      body[at + 3] = PARAMETER_CAPABILITIES;
      Wire.put16(body, at + 4, capabilities.length);
      at += 6;
    } else if (parameters > 0) {
      body[9] = (byte) parameters;
      body[at] = PARAMETER_CAPABILITIES;
      body[at + 1] = (byte) capabilities.length;
      at += 2;
    }
    System.arraycopy(capabilities, 0, body, at, capabilities.length);
    return body;
  }
}
