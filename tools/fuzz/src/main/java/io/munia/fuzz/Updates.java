package io.munia.fuzz;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.OpaqueCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.net.AddressFamily;
import java.util.Arrays;

/// UPDATEs in each shape of a session.
final class Updates {
  private static final int HEADER_BYTES = 23;
  private static final int MESSAGE_BYTES_MAX = 65_535;

  private Updates() {}

  /// The first byte chooses the session; the rest is an UPDATE behind its header.
  static void read(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MESSAGE_BYTES_MAX - HEADER_BYTES) {
      return;
    }
    byte[] message = new byte[19 + bytes.length - 1];
    System.arraycopy(bytes, 1, message, 19, bytes.length - 1);
    header(message);
    read(message, Sessions.of(bytes));
  }

  /// The first byte chooses the session, the next three are AFI and SAFI, the next the length of
  /// the next hop; the rest is the next hop and NLRI, announced and withdrawn.
  static void readNlri(byte[] bytes) {
    int body = bytes.length - 5;
    if (body < 0 || 2 * body + 64 > MESSAGE_BYTES_MAX) {
      return;
    }
    AddressFamily[] families = AddressFamily.values();
    AddressFamily family = families[(bytes[1] & 0xff) % families.length];
    int hop = bytes[4] & 0x1f;
    byte[] reach = new byte[4 + body + 1];
    put16(reach, 0, family.afi());
    reach[2] = (byte) family.safi();
    reach[3] = (byte) Math.min(hop, body);
    System.arraycopy(bytes, 5, reach, 4, Math.min(hop, body));
    System.arraycopy(
        bytes, 5 + Math.min(hop, body), reach, 5 + Math.min(hop, body), body - Math.min(hop, body));
    byte[] unreach = Arrays.copyOf(reach, 3 + body - Math.min(hop, body));
    System.arraycopy(bytes, 5 + Math.min(hop, body), unreach, 3, body - Math.min(hop, body));
    byte[] rest = {0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, (byte) 0xfd, (byte) 0xe9};
    byte[] message = new byte[HEADER_BYTES + 4 + reach.length + 4 + unreach.length + rest.length];
    int at = attribute(message, HEADER_BYTES, 14, reach);
    at = attribute(message, at, 15, unreach);
    System.arraycopy(rest, 0, message, at, rest.length);
    put16(message, 21, message.length - HEADER_BYTES);
    header(message);
    read(message, Sessions.of(bytes));
  }

  private static int attribute(byte[] message, int at, int type, byte[] value) {
    message[at] = (byte) 0x90;
    message[at + 1] = (byte) type;
    put16(message, at + 2, value.length);
    System.arraycopy(value, 0, message, at + 4, value.length);
    return at + 4 + value.length;
  }

  static void read(byte[] message, Negotiated session) {
    UpdateReader reader = new UpdateReader();
    Verdict verdict = reader.read(message, 0, message.length, session);
    long routes = 0;
    NlriCursor cursor = new NlriCursor();
    for (AddressFamily family : AddressFamily.UNICAST) {
      if (reader.announced(family, cursor)) {
        routes += walk(cursor);
      }
      if (reader.withdrawn(family, cursor)) {
        routes += walk(cursor);
      }
    }
    OpaqueCursor opaque = new OpaqueCursor();
    if (reader.announced(opaque) != null) {
      routes += walk(opaque, reader);
    }
    if (reader.withdrawn(opaque) != null) {
      routes += walk(opaque, reader);
    }
    Broken.unless(routes <= message.length, "more routes than bytes");
    boolean reset = verdict instanceof Verdict.ResetSession;
    Broken.unless(!reset || routes == 0, "routes behind a reset");
    section(reader, verdict);
    Verdict again = new UpdateReader().read(message, 0, message.length, session);
    Broken.unless(again.toString().equals(verdict.toString()), "read twice, judged twice");
  }

  private static long walk(NlriCursor cursor) {
    long routes = 0;
    while (cursor.next()) {
      routes++;
      Broken.unless(cursor.length() >= 0, "a prefix of a negative length");
    }
    return routes;
  }

  private static long walk(OpaqueCursor cursor, UpdateReader reader) {
    long routes = 0;
    while (cursor.next()) {
      routes++;
      Broken.unless(
          cursor.keyLength() >= 0 && cursor.keyLength() <= cursor.key().length,
          "a key that runs out of its array");
      Broken.unless(
          cursor.text().chars().noneMatch(Character::isISOControl), "controls in a destination");
      int length = cursor.sectionLength(reader.attributesFrom(), reader.attributesTo());
      byte[] section =
          cursor.section(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
      Broken.unless(length <= section.length, "a section that runs out of its array");
    }
    return routes;
  }

  /// What is kept can be read by everybody who reads it later, and written again as it is.
  private static void section(UpdateReader reader, Verdict verdict) {
    byte[] bytes = reader.attributes();
    int from = reader.attributesFrom();
    int to = reader.attributesTo();
    Broken.unless(from >= 0 && from <= to && to <= bytes.length, "a section out of its array");
    if (verdict instanceof Verdict.ResetSession) {
      return;
    }
    Broken.unless(
        !(verdict instanceof Verdict.TreatAsWithdraw) || from == to,
        "attributes of what counts as withdrawn");
    AttributeScan scan = new AttributeScan();
    scan.over(bytes, from, to);
    byte[] encoded =
        AttributesCodec.encode(AttributesCodec.decode(bytes, from, to), bytes, from, to);
    Broken.unless(
        Arrays.equals(encoded, Arrays.copyOfRange(bytes, from, to)),
        "attributes are not what they are decoded to");
  }

  private static void header(byte[] message) {
    Arrays.fill(message, 0, 16, (byte) 0xff);
    put16(message, 16, message.length);
    message[18] = 2;
  }

  static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }
}
