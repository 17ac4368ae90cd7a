package io.munia.bgp.codec;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.net.IpVersion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads and validates one UPDATE in place: ranges into the message's own bytes, no object for a
/// route or an attribute. An instance is reused; what it says holds until the next [#read]. Not
/// thread-safe.
///
/// **Canonical attributes.** [#attributes()] from [#attributesFrom()] to [#attributesTo()] is the
/// attribute section in the one form that is stored and shared: TLVs in ascending type order,
/// shortest length form, 4-octet AS_PATH and AGGREGATOR with AS4_* merged in ([RFC 6793
/// §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)), without NEXT_HOP, MP_REACH_NLRI
/// and MP_UNREACH_NLRI, without what the verdict discarded, unrecognised transitive attributes
/// byte-exact but for the Partial bit, which is set. With treat-as-withdraw it is empty.
///
/// **Cost.** One pass, linear in the message; nothing is allocated unless something is wrong, or
/// the message is the longest so far. No input makes it throw: every length is checked against the
/// range that holds it before it is followed. Faults become a [Verdict] by [RFC
/// 7606](https://www.rfc-editor.org/rfc/rfc7606); adr/0001 has the choices.
public final class UpdateReader {
  private static final int WITHDRAWN_LENGTH_AT = MessageFrame.HEADER_BYTES;
  private static final int UPDATE_BYTES_MIN = WITHDRAWN_LENGTH_AT + 4;
  private static final int V4 = 0;
  private static final int V6 = 1;

  /// Any family whose destinations are no prefixes: a message announces and withdraws one at most.
  private static final int OPAQUE = 2;

  private static final int FAMILIES = 2;
  private static final int NO_FAMILY = -1;

  private final Faults faults = new Faults();
  private final AttributeSection section = new AttributeSection();
  private final AttributeCheck check = new AttributeCheck(faults, section);
  private final OpaqueRanges opaque = new OpaqueRanges(faults);
  private final long[] seen = new long[4];

  private byte[] bytes = {};
  private @Nullable Negotiated negotiated;
  private final boolean[] carried = new boolean[FAMILIES];
  private final boolean[] addPath = new boolean[FAMILIES];
  private boolean v6NextHopForV4;
  private int linkZone;
  private boolean fourOctetAs;

  private int withdrawnFrom;
  private int withdrawnTo;
  private int nlriFrom;
  private int nlriTo;
  private final int[] reachFrom = new int[FAMILIES];
  private final int[] reachTo = new int[FAMILIES];
  private final int[] unreachFrom = new int[FAMILIES];
  private final int[] unreachTo = new int[FAMILIES];
  private final long[] hopHigh = new long[FAMILIES];
  private final long[] hopLow = new long[FAMILIES];
  private final boolean[] hopIsV6 = new boolean[FAMILIES];

  /// Where the last IPv6 next hop of a unicast family stands, and how long it is; 0 for none.
  private int hopAt;

  private int hopBytes;
  private int attributeCount;
  private int endOfRib = NO_FAMILY;

  /// For any number of sessions; its answers are about the last message read. Not thread-safe.
  public UpdateReader() {}

  /// Reads one whole message, header included.
  ///
  /// @param bytes holds the message at `[from, to)`; must stay unchanged while the result is used
  /// @param negotiated how this session encodes
  /// @return the strongest verdict of RFC 7606; whatever it is but a reset, the ranges below are
  ///   usable
  @SuppressWarnings(
      "ReferenceEquality") // a session has one; equals would compare it field by field
  public Verdict read(byte[] bytes, int from, int to, Negotiated negotiated) {
    if (this.negotiated != negotiated) {
      become(negotiated);
    }
    clear(bytes);
    section.begin(bytes, to - from, fourOctetAs);
    message(from, to);
    if (faults.isReset()) {
      clearRanges();
    }
    return faults.verdict();
  }

  private void become(Negotiated form) {
    negotiated = form;
    carried[V4] = form.families().contains(AddressFamily.IPV4_UNICAST);
    carried[V6] = form.families().contains(AddressFamily.IPV6_UNICAST);
    addPath[V4] = form.addPathReceive().contains(AddressFamily.IPV4_UNICAST);
    addPath[V6] = form.addPathReceive().contains(AddressFamily.IPV6_UNICAST);
    linkZone = form.linkZone();
    v6NextHopForV4 = form.extendedNextHop().contains(AddressFamily.IPV4_UNICAST);
    fourOctetAs = form.fourOctetAs();
    check.become(form);
    opaque.become(form);
  }

  private void clear(byte[] message) {
    bytes = message;
    faults.clear();
    seen[0] = 0;
    seen[1] = 0;
    seen[2] = 0;
    seen[3] = 0;
    attributeCount = 0;
    clearRanges();
  }

  private void clearRanges() {
    withdrawnFrom = 0;
    withdrawnTo = 0;
    nlriFrom = 0;
    nlriTo = 0;
    reachFrom[V4] = 0;
    reachFrom[V6] = 0;
    reachTo[V4] = 0;
    reachTo[V6] = 0;
    unreachFrom[V4] = 0;
    unreachFrom[V6] = 0;
    unreachTo[V4] = 0;
    unreachTo[V6] = 0;
    opaque.clear();
    hopBytes = 0;
    endOfRib = NO_FAMILY;
  }

  private void message(int from, int to) {
    if (to - from < UPDATE_BYTES_MIN) {
      malformedList("UPDATE of " + (to - from) + " bytes");
      return;
    }
    int withdrawn = from + WITHDRAWN_LENGTH_AT + 2;
    int withdrawnEnd = withdrawn + Wire.u16(bytes, withdrawn - 2);
    if (to - withdrawnEnd < 2) {
      malformedList("the withdrawn routes run past the end of the message");
      return;
    }
    int attributes = withdrawnEnd + 2;
    int nlri = attributes + Wire.u16(bytes, withdrawnEnd);
    if (nlri > to) {
      malformedList("the path attributes run past the end of the message");
      return;
    }
    if (carried[V4]) {
      if (!NlriCursor.prefixesFill(bytes, withdrawn, withdrawnEnd, 32, addPath[V4])
          || !NlriCursor.prefixesFill(bytes, nlri, to, 32, addPath[V4])) {
        faults.reset(
            ErrorCode.UPDATE_INVALID_NETWORK_FIELD, "an IPv4 prefix is too long or cut off");
        return;
      }
      withdrawnFrom = withdrawn;
      withdrawnTo = withdrawnEnd;
      nlriFrom = nlri;
      nlriTo = to;
    } else if (withdrawn < withdrawnEnd || nlri < to) {
      faults.discard(AttributeType.RESERVED, "IPv4 routes, a family that was not agreed on");
    }
    walk(attributes, nlri);
    if (!faults.isReset()) {
      complete(to > nlri);
    }
    if (faults.none() && withdrawn == withdrawnEnd && nlri == to) {
      findEndOfRib(attributes, nlri);
    }
  }

  private void malformedList(String why) {
    faults.reset(ErrorCode.UPDATE_MALFORMED_ATTRIBUTE_LIST, why);
  }

  /// What is left at the end and is no attribute withdraws: [RFC 7606
  /// §4](https://www.rfc-editor.org/rfc/rfc7606#section-4).
  private void walk(int from, int to) {
    int at = from;
    while (at < to && !faults.isReset()) {
      int left = to - at;
      if (left < 3 || left < Wire.attributeHeaderBytes(bytes[at])) {
        faults.withdrawForOverrun(
            left < 2 ? AttributeType.RESERVED : bytes[at + 1] & 0xff,
            "the last attribute is cut off");
        return;
      }
      int type = bytes[at + 1] & 0xff;
      int value = at + Wire.attributeHeaderBytes(bytes[at]);
      int end = value + Wire.attributeLength(bytes, at);
      if (end > to) {
        overrun(at, type, end, to);
        return;
      }
      attribute(at, type, value, end);
      at = end;
    }
  }

  private void overrun(int at, int type, int end, int to) {
    String why =
        AttributeType.name(type) + " runs " + (end - to) + " bytes past the end of the attributes";
    if (type == AttributeType.MP_REACH_NLRI || type == AttributeType.MP_UNREACH_NLRI) {
      badMultiprotocol(at, to, why);
    } else {
      faults.withdrawForOverrun(type, why);
    }
  }

  private void attribute(int at, int type, int value, int end) {
    attributeCount++;
    boolean multiprotocol =
        type == AttributeType.MP_REACH_NLRI || type == AttributeType.MP_UNREACH_NLRI;
    long bit = 1L << type;
    if ((seen[type >>> 6] & bit) != 0) {
      if (multiprotocol) {
        malformedList(AttributeType.name(type) + " is there twice");
      } else {
        faults.discard(type, AttributeType.name(type) + " is there twice: the first counts");
      }
      return;
    }
    seen[type >>> 6] |= bit;
    if (!multiprotocol) {
      check.attribute(bytes, at, type, value, end);
      return;
    }
    if ((bytes[at] & (Wire.OPTIONAL | Wire.TRANSITIVE)) != Wire.OPTIONAL) {
      faults.withdraw(type, AttributeType.name(type) + " has the wrong flags");
    }
    if (type == AttributeType.MP_REACH_NLRI) {
      reach(at, value, end);
    } else {
      unreach(at, value, end);
    }
  }

  private void reach(int at, int value, int end) {
    int length = end - value;
    int hopBytes = length < 5 ? 0 : bytes[value + 3] & 0xff;
    if (length < 5 + hopBytes) {
      badMultiprotocol(at, end, "MP_REACH_NLRI of " + length + " bytes is too short");
      return;
    }
    int family = family(AttributeType.MP_REACH_NLRI, value);
    if (family == NO_FAMILY) {
      return;
    }
    int hop = value + 4;
    int nlri = hop + hopBytes + 1;
    if (family == OPAQUE) {
      String why = opaque.reach(bytes, value, end);
      if (!why.isEmpty()) {
        badMultiprotocol(at, end, why);
      }
    } else if (!nextHop(family, hop, hopBytes)) {
      badMultiprotocol(at, end, "MP_REACH_NLRI has a next hop of " + hopBytes + " bytes");
    } else if (!NlriCursor.prefixesFill(bytes, nlri, end, bits(family), addPath[family])) {
      badMultiprotocol(at, end, "MP_REACH_NLRI holds a prefix that is too long or cut off");
    } else {
      reachFrom[family] = nlri;
      reachTo[family] = end;
    }
  }

  private void unreach(int at, int value, int end) {
    if (end - value < 3) {
      badMultiprotocol(at, end, "MP_UNREACH_NLRI of " + (end - value) + " bytes is too short");
      return;
    }
    int family = family(AttributeType.MP_UNREACH_NLRI, value);
    if (family == NO_FAMILY) {
      return;
    }
    if (family == OPAQUE) {
      String why = opaque.unreach(bytes, value, end);
      if (!why.isEmpty()) {
        badMultiprotocol(at, end, why);
      }
      return;
    }
    if (!NlriCursor.prefixesFill(bytes, value + 3, end, bits(family), addPath[family])) {
      badMultiprotocol(at, end, "MP_UNREACH_NLRI holds a prefix that is too long or cut off");
      return;
    }
    unreachFrom[family] = value + 3;
    unreachTo[family] = end;
  }

  /// The data is the attribute ([RFC 4271
  /// §6.3](https://www.rfc-editor.org/rfc/rfc4271#section-6.3)) as far as it is there.
  private void badMultiprotocol(int from, int to, String why) {
    faults.reset(ErrorCode.UPDATE_OPTIONAL_ATTRIBUTE, Arrays.copyOfRange(bytes, from, to), why);
  }

  /// Which family a multiprotocol attribute speaks of; one that was not agreed on is left out ([RFC
  /// 4760 §7](https://www.rfc-editor.org/rfc/rfc4760#section-7)).
  private int family(int type, int at) {
    int afi = Wire.u16(bytes, at);
    int safi = bytes[at + 2] & 0xff;
    int family =
        safi != 1
            ? opaque.carries(afi, safi) ? OPAQUE : NO_FAMILY
            : afi == 1 ? V4 : afi == 2 ? V6 : NO_FAMILY;
    if (family == NO_FAMILY || family != OPAQUE && !carried[family]) {
      faults.discard(
          type,
          AttributeType.name(type) + " is for AFI " + afi + " SAFI " + safi + ", not agreed on");
      return NO_FAMILY;
    }
    return family;
  }

  private static int bits(int family) {
    return family == V4 ? 32 : 128;
  }

  private boolean nextHop(int family, int at, int length) {
    if (family == V4 && length == 4) {
      v4NextHop(at, AttributeType.MP_REACH_NLRI);
      return true;
    }
    if (family == V4 && !v6NextHopForV4 || length != 16 && length != 32) {
      return false;
    }
    hopAt = at;
    hopBytes = length;
    int address = NextHops.v6At(bytes, at, length);
    hopIsV6[family] = true;
    hopHigh[family] = NextHops.inZone(Wire.u64(bytes, address), linkZone);
    hopLow[family] = Wire.u64(bytes, address + 8);
    if (!NextHops.usableV6(hopHigh[family], hopLow[family])) {
      faults.withdraw(AttributeType.MP_REACH_NLRI, "the next hop cannot be one");
    }
    return true;
  }

  private void v4NextHop(int at, int type) {
    int address = Wire.u32(bytes, at);
    hopIsV6[V4] = false;
    hopHigh[V4] = (long) address << 32;
    hopLow[V4] = 0;
    if (!NextHops.usableV4(address)) {
      faults.withdraw(type, "the next hop cannot be one");
    }
  }

  /// What can only be judged when all attributes are known; where one has swallowed others, routes
  /// may be among those ([RFC 7606 §5.2](https://www.rfc-editor.org/rfc/rfc7606#section-5.2)).
  private void complete(boolean nlri) {
    boolean classic = nlriFrom < nlriTo;
    if (classic
        || reachFrom[V4] < reachTo[V4]
        || reachFrom[V6] < reachTo[V6]
        || opaque.announcesAny()) {
      require(AttributeType.ORIGIN);
      require(AttributeType.AS_PATH);
    }
    if (classic) {
      classicNextHop();
    }
    if (faults.extentInDoubt() && !nlri && !seen(AttributeType.MP_REACH_NLRI)) {
      malformedList(faults.why() + ", and no routes are found that it would withdraw");
    }
    if (!faults.withdrawOrReset()) {
      section.finish(fourOctetAs);
    }
  }

  private void classicNextHop() {
    require(AttributeType.NEXT_HOP);
    if (faults.withdrawOrReset()) {
      return;
    }
    boolean both = reachFrom[V4] < reachTo[V4];
    boolean wasV6 = hopIsV6[V4];
    long other = hopHigh[V4];
    v4NextHop(check.nextHopAt(), AttributeType.NEXT_HOP);
    if (both && (wasV6 || other != hopHigh[V4])) {
      faults.withdraw(
          AttributeType.NEXT_HOP, "IPv4 routes are announced in two places with two next hops");
    }
  }

  private void require(int type) {
    if (!seen(type)) {
      faults.withdraw(type, AttributeType.name(type) + " is missing");
    }
  }

  private boolean seen(int type) {
    return (seen[type >>> 6] & 1L << type) != 0;
  }

  private void findEndOfRib(int attributes, int end) {
    if (attributes == end) {
      endOfRib = carried[V4] ? V4 : NO_FAMILY;
    } else if (attributeCount == 1 && seen(AttributeType.MP_UNREACH_NLRI)) {
      endOfRib =
          opaque.isEndOfRib()
              ? OPAQUE
              : unreachFrom[V6] > 0 && unreachFrom[V6] == unreachTo[V6]
                  ? V6
                  : unreachFrom[V4] > 0 && unreachFrom[V4] == unreachTo[V4] ? V4 : NO_FAMILY;
    }
  }

  private static int index(AddressFamily family) {
    return !family.isUnicast() ? OPAQUE : family.version() == IpVersion.V4 ? V4 : V6;
  }

  /// The bytes that the NLRI ranges refer to.
  public byte[] bytes() {
    return bytes;
  }

  /// The family other than unicast that something is withdrawn in, over which the cursor is set
  /// then; null where nothing is. See [#withdrawn(AddressFamily, NlriCursor)].
  public @Nullable AddressFamily withdrawn(OpaqueCursor cursor) {
    return opaque.withdrawn(cursor);
  }

  /// The same of what is announced.
  public @Nullable AddressFamily announced(OpaqueCursor cursor) {
    return opaque.announced(cursor);
  }

  /// Sets the cursor over what is withdrawn in `family`: withdrawn routes, MP_UNREACH_NLRI, or
  /// both; false where nothing is. With treat-as-withdraw the announced routes are *not* among
  /// them: ask [#announced] for those. What is withdrawn and announced in one message is announced.
  public boolean withdrawn(AddressFamily family, NlriCursor cursor) {
    int index = index(family);
    if (index == OPAQUE) {
      return set(cursor, AddressFamily.IPV4_UNICAST, 0, 0, 0, 0);
    }
    return set(
        cursor,
        family,
        index == V4 ? withdrawnFrom : 0,
        index == V4 ? withdrawnTo : 0,
        unreachFrom[index],
        unreachTo[index]);
  }

  /// Sets the cursor over what is announced in `family`; false where nothing is, as in every family
  /// but the unicast ones.
  public boolean announced(AddressFamily family, NlriCursor cursor) {
    int index = index(family);
    if (index == OPAQUE) {
      return set(cursor, AddressFamily.IPV4_UNICAST, 0, 0, 0, 0);
    }
    return set(
        cursor,
        family,
        index == V4 ? nlriFrom : 0,
        index == V4 ? nlriTo : 0,
        reachFrom[index],
        reachTo[index]);
  }

  private boolean set(
      NlriCursor cursor, AddressFamily family, int from, int to, int mpFrom, int mpTo) {
    cursor.over(bytes, from, to, family, addPath[index(family)]);
    if (mpFrom < mpTo) {
      cursor.andThen(mpFrom, mpTo);
    }
    return from < to || mpFrom < mpTo;
  }

  /// Whether this is the End-of-RIB marker of `family` ([RFC 4724
  /// §2](https://www.rfc-editor.org/rfc/rfc4724#section-2)).
  public boolean isEndOfRib(AddressFamily family) {
    int index = index(family);
    return endOfRib == index && (index != OPAQUE || family == opaque.unreachFamily());
  }

  /// The array that holds the canonical attributes: the message's own, or a scratch of this reader.
  public byte[] attributes() {
    return section.array();
  }

  /// Where the section begins in [#attributes].
  public int attributesFrom() {
    return section.from();
  }

  /// Behind its last byte.
  public int attributesTo() {
    return section.to();
  }

  /// First 64 bits, left-aligned, of the next hop of what is announced in `family` (the global
  /// address where two are given).
  public long nextHopHigh(AddressFamily family) {
    int index = index(family);
    return index == OPAQUE ? opaque.nextHop().high() : hopHigh[index];
  }

  /// Last 64 bits of that next hop; 0 for IPv4.
  public long nextHopLow(AddressFamily family) {
    int index = index(family);
    return index == OPAQUE ? opaque.nextHop().low() : hopLow[index];
  }

  /// Whether that next hop is an IPv6 address (always in IPv6, by RFC 8950 in IPv4 too).
  public boolean nextHopIsV6(AddressFamily family) {
    int index = index(family);
    return index == OPAQUE ? opaque.nextHop().v6() : hopIsV6[index];
  }

  /// How the neighbour writes link-local next hops of unicast routes, as far as this message shows
  /// it: null where it has none. Looked for when it is asked for.
  public @Nullable LinkLocalForm linkLocalForm() {
    return hopBytes == 0 ? null : NextHops.form(bytes, hopAt, hopBytes);
  }
}
