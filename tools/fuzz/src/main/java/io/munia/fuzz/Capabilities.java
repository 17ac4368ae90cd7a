package io.munia.fuzz;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Capability.LongLivedGracefulRestart.Kept;
import io.munia.bgp.capability.CapabilityKind;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Decoded;
import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.OpenTerms;
import io.munia.bgp.codec.OpenValidation;
import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissector;
import io.munia.bgp.dissect.Shape;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// The capabilities of an OPEN that is well-formed otherwise, met by a speaker that has them all.
final class Capabilities {
  private static final int CAPABILITIES = 2;
  private static final int EXTENDED = 0xff;
  private static final int BODY_BYTES_MAX = 4000;
  private static final int TEXT_PER_BYTE_MAX = 64;
  private static final Asn OUR_AS = new Asn(65000);
  private static final Open OURS = ours();
  private static final OpenTerms ALL = new OpenTerms(0, EnumSet.allOf(CapabilityKind.class), true);
  private static final Negotiated SESSION = Shape.USUAL.negotiated();

  private Capabilities() {}

  /// Code, length and value of one capability after the other; a length that is too large means the
  /// rest.
  static void read(byte[] bytes) {
    byte[] list = list(bytes);
    if (list.length > BODY_BYTES_MAX) {
      return;
    }
    byte[] message = Messages.framed(1, open(list));
    switch (MessageCodec.decode(message, 0, message.length)) {
      case Decoded.Message(Open open) -> {
        byte[] written = MessageCodec.encode(open);
        Decoded again = MessageCodec.decode(written, 0, written.length);
        Broken.unless(
            again instanceof Decoded.Message(Open other) && other.equals(open),
            "capabilities are others when they are written and read");
        answered(OpenValidation.check(open, OURS, (_, _) -> true));
        answered(OpenValidation.check(open, OURS, (_, _) -> true, ALL));
        shown(OpenValidation.misspelt(open), message.length);
      }
      case Decoded.Malformed(var answer, String why) -> {
        Broken.unless(answer.code() == 2, "an OPEN is answered with code " + answer.code());
        shown(List.of(why), message.length);
      }
      case Decoded.Message _, Decoded.Ignored _ -> throw new Broken("an OPEN is read as another");
    }
    Dissection taken = new Dissector().message(message, 0, message.length, SESSION);
    shown(taken.says().stream().map(Dissection.Part::text).toList(), message.length);
  }

  private static void answered(OpenValidation.Result result) {
    if (result instanceof OpenValidation.Result.Rejected(var answer, String why)) {
      Broken.unless(answer.code() == 2, "an OPEN is answered with code " + answer.code());
      MessageCodec.encode(answer);
      shown(List.of(why), OURS.capabilities().size());
    }
  }

  private static void shown(List<String> texts, int bytes) {
    for (String text : texts) {
      Broken.unless(
          text.codePoints().noneMatch(Messages::steersTerminals), "a text that is not printable");
      Broken.unless(
          text.length() <= TEXT_PER_BYTE_MAX * (bytes + 1), "a text much longer than its bytes");
    }
  }

  /// With a length that fits to each.
  private static byte[] list(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at + 2 <= bytes.length) {
      int length = Math.min(bytes[at + 1] & 0xff, bytes.length - at - 2);
      out.write(bytes[at]);
      out.write(length);
      out.write(bytes, at + 2, length);
      at += 2 + length;
    }
    return out.toByteArray();
  }

  /// The body of an OPEN with these capabilities in one parameter, as RFC 9072 spells it.
  private static byte[] open(byte[] capabilities) {
    byte[] body = new byte[13 + 3 + capabilities.length];
    byte[] fixed = {4, (byte) 0xfd, (byte) 0xe9, 0, 90, 10, 0, 0, 2};
    System.arraycopy(fixed, 0, body, 0, fixed.length);
    body[9] = (byte) EXTENDED;
    body[10] = (byte) EXTENDED;
    Updates.put16(body, 11, 3 + capabilities.length);
    body[13] = CAPABILITIES;
    Updates.put16(body, 14, capabilities.length);
    System.arraycopy(capabilities, 0, body, 16, capabilities.length);
    return body;
  }

  private static Open ours() {
    Map<AddressFamily, Boolean> forwarding = new EnumMap<>(AddressFamily.class);
    Map<AddressFamily, Capability.AddPath.Direction> paths = new EnumMap<>(AddressFamily.class);
    Map<AddressFamily, Kept> kept = new EnumMap<>(AddressFamily.class);
    List<Capability> all = new ArrayList<>();
    for (AddressFamily family : AddressFamily.values()) {
      forwarding.put(family, true);
      paths.put(family, Capability.AddPath.Direction.BOTH);
      kept.put(family, new Kept(true, 3600));
      all.add(new Capability.Multiprotocol(family));
    }
    all.addAll(
        List.of(
            new Capability.FourOctetAs(OUR_AS),
            new Capability.RouteRefresh(),
            new Capability.EnhancedRouteRefresh(),
            new Capability.ExtendedMessage(),
            new Capability.ExtendedNextHop(List.of(AddressFamily.IPV4_UNICAST)),
            new Capability.Role(BgpRole.PEER),
            new Capability.AddPath(paths),
            new Capability.GracefulRestart(false, true, 120, forwarding),
            new Capability.LongLivedGracefulRestart(kept)));
    return new Open(4, OUR_AS, 90, RouterId.parse("10.0.0.1"), all);
  }
}
