package io.munia.bgp.dissect;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.CapabilityKind;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Decoded;
import io.munia.bgp.codec.ErrorCode;
import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.NotificationText;
import io.munia.bgp.codec.OpenValidation;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.dissect.Dissection.Part;
import io.munia.bgp.message.BgpMessage;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes messages apart, one after the other. What a session would do is asked of the same code
/// that a session runs; see adr/0037. Total: any bytes give an answer. Not thread-safe.
public final class Dissector {
  private static final int HEADER = MessageFrame.HEADER_BYTES;
  private static final int LENGTH_AT = 16;

  private final UpdateDissector updates = new UpdateDissector();

  /// For any number of messages, of any sessions.
  public Dissector() {}

  /// Takes the message apart that begins at `from`.
  ///
  /// @param bytes a stream of messages at `[from, to)`
  /// @param session how the session encodes, the sender being the neighbour
  /// @return with [Dissection#bytes] at least 1, so that a stream can be walked: more follows only
  ///   where the outcome is no reset
  public Dissection message(byte[] bytes, int from, int to, Negotiated session) {
    int length = MessageFrame.length(bytes, from, to, session.messageBytesMax());
    if (length == MessageFrame.NEED_MORE) {
      return incomplete(bytes, from, to);
    }
    if (length == MessageFrame.MALFORMED) {
      Notification answer = MessageFrame.fault(bytes, from, session.messageBytesMax());
      return reset("", from, to, answer, NotificationText.of(answer));
    }
    int end = from + length;
    return MessageFrame.type(bytes, from) == MessageFrame.UPDATE
        ? updates.message(bytes, from, end, session)
        : other(bytes, from, end, session);
  }

  /// Takes a list of path attributes apart as if it stood in an UPDATE that announces 0.0.0.0/0, so
  /// that what is missing shows.
  ///
  /// @param bytes at most 65,535 bytes at `[from, to)`
  public Dissection attributes(byte[] bytes, int from, int to, Negotiated session) {
    return updates.attributes(bytes, from, to, session);
  }

  private static Dissection incomplete(byte[] bytes, int from, int to) {
    if (to - from < HEADER) {
      return reset(
          "",
          from,
          to,
          new Notification(ErrorCode.MESSAGE_HEADER, ErrorCode.HEADER_BAD_MESSAGE_LENGTH),
          "only " + (to - from) + " bytes are there; a header has " + HEADER);
    }
    int length = (bytes[from + LENGTH_AT] & 0xff) << 8 | bytes[from + LENGTH_AT + 1] & 0xff;
    return reset(
        MessageFrame.name(MessageFrame.type(bytes, from)),
        from,
        to,
        new Notification(ErrorCode.MESSAGE_HEADER, ErrorCode.HEADER_BAD_MESSAGE_LENGTH),
        "the message is cut off: its header says "
            + length
            + " bytes, "
            + (to - from)
            + " are there");
  }

  private static Dissection reset(
      String message, int from, int to, Notification answer, String why) {
    return plain(
        message, to - from, Outcome.RESET, answer.code(), answer.subcode(), why, List.of());
  }

  private static Dissection plain(
      String message,
      int bytes,
      Outcome outcome,
      int code,
      int subcode,
      String error,
      List<Part> says) {
    return new Dissection(
        message,
        bytes,
        outcome,
        code,
        subcode,
        error,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        says);
  }

  private static Dissection other(byte[] bytes, int from, int to, Negotiated session) {
    int length = to - from;
    String name = MessageFrame.name(MessageFrame.type(bytes, from));
    return switch (MessageCodec.decode(bytes, from, to)) {
      case Decoded.Message(BgpMessage message) -> taken(name, length, message, session);
      case Decoded.Ignored(String why) ->
          plain(name, length, Outcome.DISCARD, 0, 0, why, List.of());
      case Decoded.Malformed(Notification answer, String why) ->
          plain(name, length, Outcome.RESET, answer.code(), answer.subcode(), why, List.of());
    };
  }

  private static Dissection taken(String name, int length, BgpMessage message, Negotiated session) {
    return switch (message) {
      case Open open -> open(name, length, open, session);
      case Notification notification ->
          accepted(name, length, List.of(new Part("reason", NotificationText.of(notification))));
      case Keepalive _ -> accepted(name, length, List.of());
      case RouteRefresh refresh ->
          accepted(
              name,
              length,
              List.of(
                  new Part("family", refresh.family().toString()),
                  new Part(
                      "subtype",
                      switch (refresh.subtype()) {
                        case REQUEST -> "request";
                        case BEGINNING -> "beginning of route refresh";
                        case END -> "end of route refresh";
                      })));
    };
  }

  private static Dissection accepted(String name, int length, List<Part> says) {
    return plain(name, length, Outcome.ACCEPT, 0, 0, "", says);
  }

  /// Judged as if ours offered the same in the role that goes with the neighbour's, from another AS
  /// where the session is external.
  private static Dissection open(String name, int length, Open open, Negotiated session) {
    List<Part> says = new ArrayList<>();
    says.add(new Part("AS", open.as().toString()));
    says.add(new Part("hold time", open.holdTimeSeconds() + " s"));
    says.add(new Part("BGP Identifier", open.routerId().toString()));
    open.capabilities()
        .forEach(capability -> says.add(new Part("capability", CapabilityText.of(capability))));
    Open ours =
        new Open(
            open.version(),
            session.internal() ? open.as() : session.localAs(),
            open.holdTimeSeconds(),
            new RouterId(open.routerId().bits() ^ 1),
            answer(open.capabilities()));
    return switch (OpenValidation.check(open, ours, (as, _) -> isTheNeighbours(as, session))) {
      case OpenValidation.Result.Accepted _ -> plain(name, length, Outcome.ACCEPT, 0, 0, "", says);
      case OpenValidation.Result.Rejected(Notification answer, String why) ->
          plain(name, length, Outcome.RESET, answer.code(), answer.subcode(), why, says);
    };
  }

  /// Whose AS is not known may have any.
  private static boolean isTheNeighbours(Asn as, Negotiated session) {
    return session.anyFirstAs() || as.equals(session.remoteAs());
  }

  /// What ours offers in answer: the same, but of roles the one that goes with the first of the
  /// neighbour's.
  private static List<Capability> answer(List<Capability> theirs) {
    List<Capability> ours = new ArrayList<>(theirs);
    ours.removeIf(Dissector::isRole);
    theirs.stream()
        .filter(Dissector::isRole)
        .findFirst()
        .ifPresent(role -> ours.add(new Capability.Role(counterpart(role))));
    return ours;
  }

  private static boolean isRole(Capability capability) {
    return capability instanceof Capability.Role
        || capability instanceof Capability.Unrecognized(int code, var _)
            && code == CapabilityKind.ROLE.code();
  }

  /// Of a role that is none: any.
  private static BgpRole counterpart(Capability capability) {
    return capability instanceof Capability.Role(int value)
        ? BgpRole.of(value).map(BgpRole::counterpart).orElse(BgpRole.PEER)
        : BgpRole.PEER;
  }
}
