package io.munia.bgp.dissect;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributeCursor;
import io.munia.bgp.codec.AttributeText;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.OpaqueCursor;
import io.munia.bgp.codec.OpaqueText;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.dissect.Dissection.Attribute;
import io.munia.bgp.dissect.Dissection.Destination;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes UPDATEs apart. Not thread-safe.
final class UpdateDissector {
  private static final int WITHDRAWN_AT = 21;
  private static final int BYTES_MIN = 23;
  private static final int TYPE_AT = 18;
  private static final byte UPDATE = 2;
  private static final int MESSAGE_BYTES_MAX = 65_535;
  private static final int AS_PATH = 2;
  private static final int AGGREGATOR = 7;
  private static final int MP_REACH_NLRI = 14;

  private final UpdateReader reader = new UpdateReader();
  private final NlriCursor cursor = new NlriCursor();
  private final OpaqueCursor opaque = new OpaqueCursor();
  private final AttributeCursor walk = new AttributeCursor();

  /// Takes the message `bytes[from, to)` apart.
  Dissection message(byte[] bytes, int from, int to, Negotiated session) {
    int withdrawn = to - from < BYTES_MIN ? to : from + WITHDRAWN_AT;
    int withdrawnTo = withdrawn;
    int attributes = to;
    int attributesTo = to;
    if (withdrawn < to) {
      withdrawnTo = Math.min(to - 2, withdrawn + u16(bytes, withdrawn - 2));
      attributes = withdrawnTo + 2;
      attributesTo = Math.min(to, attributes + u16(bytes, withdrawnTo));
    }
    List<Attribute> list = new ArrayList<>();
    walk(bytes, attributes, attributesTo, from, session, list);
    return judged(bytes, from, to, session, list);
  }

  /// Takes a list of attributes apart, which announces 0.0.0.0/0 where it has no MP_REACH_NLRI.
  Dissection attributes(byte[] bytes, int from, int to, Negotiated session) {
    byte[] message = new byte[BYTES_MIN + to - from + 1];
    int length = message.length;
    Arrays.fill(message, 0, 16, (byte) 0xff);
    System.arraycopy(bytes, from, message, BYTES_MIN, to - from);
    if (length > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException((to - from) + " bytes are no list of attributes");
    }
    List<Attribute> list = new ArrayList<>();
    walk(message, BYTES_MIN, BYTES_MIN + to - from, BYTES_MIN, session, list);
    boolean own = list.stream().noneMatch(attribute -> attribute.type() == MP_REACH_NLRI);
    if (!own) {
      length--;
    }
    message[16] = (byte) (length >>> 8);
    message[17] = (byte) length;
    message[TYPE_AT] = UPDATE;
    message[21] = (byte) (to - from >>> 8);
    message[22] = (byte) (to - from);
    Dissection judged = judged(message, 0, length, session, list);
    return new Dissection(
        "path attributes",
        to - from,
        judged.outcome(),
        judged.code(),
        judged.subcode(),
        judged.error(),
        list,
        own ? List.of() : judged.announced(),
        own ? List.of() : judged.withdrawn(),
        Optional.empty(),
        List.of());
  }

  private void walk(
      byte[] bytes, int from, int to, int start, Negotiated session, List<Attribute> list) {
    walk.over(bytes, from, to);
    while (walk.next()) {
      int type = walk.type();
      int length = walk.valueTo() - walk.valueFrom();
      String value =
          AttributeText.value(type, bytes, walk.valueFrom(), walk.valueTo(), session.fourOctetAs());
      list.add(
          new Attribute(
              type,
              walk.flags(),
              AttributeText.name(type),
              value,
              walk.from() - start,
              length,
              walk.cutOff(),
              ""));
    }
  }

  private Dissection judged(
      byte[] bytes, int from, int to, Negotiated session, List<Attribute> attributes) {
    Verdict verdict = reader.read(bytes, from, to, session);
    List<Destination> announced = new ArrayList<>();
    List<Destination> withdrawn = new ArrayList<>();
    Outcome outcome = Outcome.ACCEPT;
    int code = 0;
    int subcode = 0;
    String error = "";
    switch (verdict) {
      case Verdict.Intact _ -> {}
      case Verdict.AttributeDiscarded(int _, String why) -> {
        outcome = Outcome.DISCARD;
        error = why;
      }
      case Verdict.TreatAsWithdraw(int _, String why) -> {
        outcome = Outcome.WITHDRAW;
        error = why;
      }
      case Verdict.ResetSession(Notification answer, String why) -> {
        outcome = Outcome.RESET;
        code = answer.code();
        subcode = answer.subcode();
        error = why;
      }
    }
    Optional<AddressFamily> endOfRib = Optional.empty();
    if (outcome != Outcome.RESET) {
      for (AddressFamily family : AddressFamily.values()) {
        withdrawn(family, session, withdrawn);
        announced(family, session, outcome == Outcome.WITHDRAW, announced, withdrawn);
        if (reader.isEndOfRib(family)) {
          endOfRib = Optional.of(family);
        }
      }
      opaque(session, outcome == Outcome.WITHDRAW, announced, withdrawn);
      withoutAnnounced(withdrawn, announced);
      if (!session.fourOctetAs()) {
        merged(attributes);
      }
    }
    return new Dissection(
        "UPDATE",
        to - from,
        outcome,
        code,
        subcode,
        error,
        attributes,
        announced,
        withdrawn,
        endOfRib,
        List.of());
  }

  /// What is withdrawn and announced in one message is announced ([RFC 4271
  /// §4.3](https://www.rfc-editor.org/rfc/rfc4271#section-4.3)).
  private static void withoutAnnounced(List<Destination> withdrawn, List<Destination> announced) {
    if (withdrawn.isEmpty() || announced.isEmpty()) {
      return;
    }
    Set<List<Object>> stays = new HashSet<>();
    announced.forEach(each -> stays.add(List.of(each.family(), each.nlri(), each.pathId())));
    withdrawn.removeIf(
        each -> stays.contains(List.<Object>of(each.family(), each.nlri(), each.pathId())));
  }

  /// Says of attributes with 2-octet numbers what they were taken for.
  private void merged(List<Attribute> attributes) {
    walk.over(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
    while (walk.next()) {
      int type = walk.type();
      if (type == AS_PATH || type == AGGREGATOR) {
        String taken =
            AttributeText.value(
                type,
                reader.attributes(),
                walk.valueFrom(),
                walk.valueTo(),
                /* fourOctetAs= */ true);
        attributes.replaceAll(attribute ->
            attribute.type() == type && !attribute.value().equals(taken)
                ? attribute.takenAs(taken)
                : attribute);
      }
    }
  }

  private void withdrawn(AddressFamily family, Negotiated session, List<Destination> into) {
    if (reader.withdrawn(family, cursor)) {
      while (cursor.next()) {
        into.add(destination(family, session, ""));
      }
    }
  }

  private void announced(
      AddressFamily family,
      Negotiated session,
      boolean asWithdrawn,
      List<Destination> announced,
      List<Destination> withdrawn) {
    if (reader.announced(family, cursor)) {
      String hop = asWithdrawn ? "" : nextHop(family);
      while (cursor.next()) {
        (asWithdrawn ? withdrawn : announced).add(destination(family, session, hop));
      }
    }
  }

  /// What is said in families whose destinations are no prefixes.
  private void opaque(
      Negotiated session,
      boolean asWithdrawn,
      List<Destination> announced,
      List<Destination> withdrawn) {
    AddressFamily gone = reader.withdrawn(opaque);
    while (gone != null && opaque.next()) {
      withdrawn.add(opaque(gone, session, true, ""));
    }
    AddressFamily told = reader.announced(opaque);
    while (told != null && opaque.next()) {
      String hop = asWithdrawn || told.isFlowSpec() ? "" : nextHop(told);
      (asWithdrawn ? withdrawn : announced).add(opaque(told, session, asWithdrawn, hop));
    }
  }

  /// @param key whether what belongs to the path is left out
  private Destination opaque(
      AddressFamily family, Negotiated session, boolean key, String nextHop) {
    Optional<Long> pathId =
        session.addPathReceive().contains(family)
            ? Optional.of(Integer.toUnsignedLong(opaque.pathId()))
            : Optional.empty();
    String text = key ? OpaqueText.key(family, opaque.key(), 0, opaque.keyLength()) : opaque.text();
    return new Destination(family, text, pathId, nextHop);
  }

  private Destination destination(AddressFamily family, Negotiated session, String nextHop) {
    Optional<Long> pathId =
        session.addPathReceive().contains(family)
            ? Optional.of(Integer.toUnsignedLong(cursor.pathId()))
            : Optional.empty();
    return new Destination(family, cursor.prefix().toString(), pathId, nextHop);
  }

  private String nextHop(AddressFamily family) {
    return new IpAddress(
            reader.nextHopIsV6(family) ? IpVersion.V6 : IpVersion.V4,
            reader.nextHopHigh(family),
            reader.nextHopLow(family))
        .toString();
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
