package io.munia.bgp.codec;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.CapabilityKind;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Whether two OPENs make a session, and what they agree on: the semantic half of reading an OPEN
/// ([RFC 4271 §6.2](https://www.rfc-editor.org/rfc/rfc4271#section-6.2), [RFC 6286
/// §2.1](https://www.rfc-editor.org/rfc/rfc6286#section-2.1)), after [MessageCodec] has found it
/// well-formed. Pure.
public final class OpenValidation {
  private static final int HOLD_TIME_SECONDS_MIN = 3;

  private OpenValidation() {}

  /// What comes of two OPENs.
  public sealed interface Result {
    /// There is a session.
    record Accepted(Negotiated negotiated) implements Result {}

    /// There is none; the neighbour is told, and the log in a sentence.
    record Rejected(Notification notification, String why) implements Result {}
  }

  /// [#check(Open, Open, RemoteAsRule, OpenTerms)] without terms.
  public static Result check(Open received, Open sent, RemoteAsRule remoteAs) {
    return check(received, sent, remoteAs, OpenTerms.NONE);
  }

  /// Capabilities of this OPEN that are known by their codes and cannot be meant: the session does
  /// without them.
  public static List<String> misspelt(Open open) {
    return CapabilityShape.misspelt(open.capabilities());
  }

  /// @param received the neighbour's OPEN
  /// @param sent ours
  /// @param remoteAs which AS the neighbour may have
  /// @param terms what else is wanted of the neighbour
  public static Result check(Open received, Open sent, RemoteAsRule remoteAs, OpenTerms terms) {
    Asn as = received.as();
    if (as.number() == 0) {
      return rejected(ErrorCode.OPEN_BAD_PEER_AS, "AS 0 is nobody's");
    }
    if (as.equals(Asn.AS_TRANS)) {
      return rejected(
          ErrorCode.OPEN_BAD_PEER_AS, "AS 23456 stands for a 4-octet number, which is missing");
    }
    if (!remoteAs.accepts(as, sent.as())) {
      return rejected(ErrorCode.OPEN_BAD_PEER_AS, "the neighbour is of AS " + as);
    }
    RouterId id = received.routerId();
    if (id.bits() == 0) {
      return rejected(ErrorCode.OPEN_BAD_BGP_IDENTIFIER, "the neighbour's identifier is 0.0.0.0");
    }
    if (as.equals(sent.as()) && id.equals(sent.routerId())) {
      return rejected(
          ErrorCode.OPEN_BAD_BGP_IDENTIFIER, "the neighbour's identifier is ours: " + id);
    }
    int hold = received.holdTimeSeconds();
    if (hold != 0 && hold < HOLD_TIME_SECONDS_MIN) {
      return badHoldTime(hold, HOLD_TIME_SECONDS_MIN);
    }
    if (hold != 0 && hold < terms.holdTimeSecondsMin()) {
      return badHoldTime(hold, terms.holdTimeSecondsMin());
    }
    Set<AddressFamily> families = families(received);
    families.retainAll(families(sent));
    if (families.isEmpty()) {
      return unsupported(
          sent.capabilities().stream().filter(Capability.Multiprotocol.class::isInstance).toList(),
          "no address family in common");
    }
    List<Capability> missing = missing(received, sent, families, terms.required());
    if (!missing.isEmpty()) {
      return unsupported(missing, "the neighbour lacks " + CapabilityCodec.names(missing));
    }
    if (!as.equals(sent.as())) {
      String fault = RoleValidation.fault(received, sent, terms.strictRole());
      if (!fault.isEmpty()) {
        return rejected(ErrorCode.OPEN_ROLE_MISMATCH, fault);
      }
    }
    return new Result.Accepted(negotiate(received, sent, families));
  }

  private static Result badHoldTime(int seconds, int min) {
    return new Result.Rejected(
        new Notification(
            ErrorCode.OPEN_MESSAGE,
            ErrorCode.OPEN_UNACCEPTABLE_HOLD_TIME,
            new byte[] {(byte) (seconds >>> 8), (byte) seconds}),
        "hold time " + seconds + " s; it must be 0 or at least " + min);
  }

  /// [RFC 5492 §5](https://www.rfc-editor.org/rfc/rfc5492#section-5): the data are the capabilities
  /// that are missing, ours alone, however many the neighbour has sent.
  private static Result unsupported(List<Capability> missing, String why) {
    return new Result.Rejected(
        new Notification(
            ErrorCode.OPEN_MESSAGE,
            ErrorCode.OPEN_UNSUPPORTED_CAPABILITY,
            CapabilityCodec.encode(missing)),
        why);
  }

  private static List<Capability> missing(
      Open received, Open sent, Set<AddressFamily> families, Set<CapabilityKind> required) {
    List<Capability> missing = new ArrayList<>();
    for (CapabilityKind kind : required) {
      if (kind == CapabilityKind.MULTIPROTOCOL) {
        families(sent).stream()
            .filter(family -> !families.contains(family))
            .forEach(family -> missing.add(new Capability.Multiprotocol(family)));
      } else if (received.capabilities().stream().noneMatch(each -> is(kind, each))) {
        missing.add(
            sent.capabilities().stream()
                .filter(each -> is(kind, each))
                .findFirst()
                .orElseGet(() -> new Capability.Unrecognized(kind.code(), List.of())));
      }
    }
    return missing;
  }

  private static boolean is(CapabilityKind kind, Capability capability) {
    return CapabilityCodec.code(capability) == kind.code()
        && (!(capability instanceof Capability.Unrecognized(_, List<Byte> value))
            || CapabilityShape.fits(kind, value));
  }

  private static Result rejected(int subcode, String why) {
    return new Result.Rejected(new Notification(ErrorCode.OPEN_MESSAGE, subcode), why);
  }

  private static Negotiated negotiate(Open received, Open sent, Set<AddressFamily> families) {
    return Negotiated.between(sent.as(), received.as(), sent.routerId(), received.routerId())
        .holdTimeSeconds(Math.min(sent.holdTimeSeconds(), received.holdTimeSeconds()))
        .fourOctetAs(both(received, sent, Capability.FourOctetAs.class))
        .families(families)
        .addPathReceive(addPath(families, received, sent))
        .addPathSend(addPath(families, sent, received))
        .extendedNextHop(extendedNextHop(families, received, sent))
        .routeRefresh(both(received, sent, Capability.RouteRefresh.class))
        .enhancedRouteRefresh(both(received, sent, Capability.EnhancedRouteRefresh.class))
        .extendedMessage(both(received, sent, Capability.ExtendedMessage.class))
        .linkLocalNextHop(both(received, sent, Capability.LinkLocalNextHop.class))
        .role(received.as().equals(sent.as()) ? Optional.empty() : RoleValidation.role(sent))
        .restart(RestartAgreement.restart(received, sent, families))
        .longLived(RestartAgreement.longLived(received, sent, families))
        .build();
  }

  private static boolean both(Open one, Open other, Class<? extends Capability> capability) {
    return one.capabilities().stream().anyMatch(capability::isInstance)
        && other.capabilities().stream().anyMatch(capability::isInstance);
  }

  /// What an OPEN offers; one without the capability offers IPv4 unicast alone ([RFC 4760
  /// §8](https://www.rfc-editor.org/rfc/rfc4760#section-8)).
  private static Set<AddressFamily> families(Open open) {
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    boolean multiprotocol = false;
    for (Capability capability : open.capabilities()) {
      if (capability instanceof Capability.Multiprotocol(int afi, int safi)) {
        multiprotocol = true;
        AddressFamily.of(afi, safi).ifPresent(families::add);
      }
    }
    if (!multiprotocol) {
      families.add(AddressFamily.IPV4_UNICAST);
    }
    return families;
  }

  /// The families in which `sender` puts path ids and `receiver` takes them.
  private static Set<AddressFamily> addPath(
      Set<AddressFamily> families, Open sender, Open receiver) {
    return where(
        families,
        family ->
            offers(sender, family, Capability.AddPath.Direction.SEND)
                && offers(receiver, family, Capability.AddPath.Direction.RECEIVE));
  }

  private static boolean offers(
      Open open, AddressFamily family, Capability.AddPath.Direction direction) {
    for (Capability capability : open.capabilities()) {
      if (capability instanceof Capability.AddPath(var offered)) {
        Capability.AddPath.Direction found = offered.get(family);
        if (found != null) {
          return found == direction || found == Capability.AddPath.Direction.BOTH;
        }
      }
    }
    return false;
  }

  private static Set<AddressFamily> extendedNextHop(
      Set<AddressFamily> families, Open one, Open other) {
    return where(families, family -> extendsNextHop(one, family) && extendsNextHop(other, family));
  }

  private static boolean extendsNextHop(Open open, AddressFamily family) {
    return open.capabilities().stream()
        .anyMatch(capability ->
            capability instanceof Capability.ExtendedNextHop(var offered)
                && offered.contains(family));
  }

  private static Set<AddressFamily> where(
      Set<AddressFamily> families, Predicate<AddressFamily> holds) {
    Set<AddressFamily> found = EnumSet.noneOf(AddressFamily.class);
    families.stream().filter(holds).forEach(found::add);
    return found;
  }
}
