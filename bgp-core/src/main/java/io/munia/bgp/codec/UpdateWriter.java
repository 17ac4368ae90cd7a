package io.munia.bgp.codec;

import io.munia.net.AddressFamily;
import java.util.Arrays;
import java.util.Set;

/// Writes UPDATEs of one [ExportForm] into a growing buffer: attributes once, then as many prefixes
/// as the message holds. A message that is full is closed and followed by another with the same
/// attributes. MP_REACH_NLRI comes first ([RFC 7606
/// §5.1](https://www.rfc-editor.org/rfc/rfc7606#section-5.1)). Reused; not thread-safe.
///
/// The attributes are rewritten for the session once per [#announce] and copied into each message.
/// In the field of their own IPv4 prefixes stand last, so the attributes go before them; in
/// MP_REACH_NLRI prefixes stand first, so the attributes are copied behind them when the message is
/// closed. Room for one longest message is made when a message is opened: a prefix needs no check
/// of the buffer, only of the message.
public final class UpdateWriter {
  private static final int BUFFER_BYTES_MIN = 8192;
  private static final int ATTRIBUTES_LENGTH_AT = MessageFrame.HEADER_BYTES + 2;
  private static final int ATTRIBUTES_AT = ATTRIBUTES_LENGTH_AT + 2;
  private static final int MP_HEADER_BYTES = 4;
  private static final int UNREACH_HEADER_BYTES = MP_HEADER_BYTES + 3;

  /// What is open.
  private enum Kind {
    NOTHING,
    /// Prefixes stand last, in a field of their own.
    REACH,
    MP_REACH,
    WITHDRAWN,
    MP_UNREACH
  }

  private final int messageBytesMax;
  private final AttributeRewrite attributes;
  private final NextHopForm nextHops;
  private final Set<AddressFamily> addPathIn;

  private byte[] buffer = new byte[BUFFER_BYTES_MIN];
  private int length;
  private int messageFrom;
  private int prefixesFrom;

  /// How far prefixes of the open message may reach.
  private int prefixesEnd;

  private Kind kind = Kind.NOTHING;
  private boolean addPath;
  private AddressFamily family = AddressFamily.IPV4_UNICAST;
  private int attributesLength;
  private boolean nextHopV6;
  private long nextHopHigh;
  private long nextHopLow;

  /// Of the families whose destinations are no prefixes: what goes with the keys of an
  /// announcement.
  private byte[] payload = {};

  private int payloadFrom;
  private int payloadTo;

  /// @param addPath families in whose NLRI a path id is written
  public UpdateWriter(ExportForm form, Set<AddressFamily> addPath) {
    messageBytesMax = form.messageBytesMax();
    attributes = new AttributeRewrite(form);
    nextHops = form.nextHops();
    addPathIn = Set.copyOf(addPath);
  }

  /// Forgets what was written and starts at the front of the buffer.
  public void clear() {
    length = 0;
    kind = Kind.NOTHING;
  }

  /// Opens an announcement.
  ///
  /// @param attributes holds a canonical attribute section (see [UpdateReader]) at `[from, to)`
  /// @param nextHopV6 whether the next hop is an IPv6 address
  /// @param nextHopHigh first 64 bits of it, left-aligned
  /// @param nextHopLow last 64 bits
  /// @param originatorId where the route is reflected, its ORIGINATOR_ID should it have none yet; 0
  ///   where it is not reflected
  /// @param sendMed in an external form, whether MED is kept (a route of our own, or a policy set
  ///   it)
  /// @param transparent in an external form, whether our AS is not prepended ([RFC 7947
  ///   §2.2.2](https://www.rfc-editor.org/rfc/rfc7947#section-2.2.2))
  /// @return false where the attributes alone do not fit a message: nothing was written, the routes
  ///   must be withdrawn instead
  public boolean announce(
      AddressFamily family,
      byte[] attributes,
      int from,
      int to,
      boolean nextHopV6,
      long nextHopHigh,
      long nextHopLow,
      int originatorId,
      boolean sendMed,
      boolean transparent) {
    close();
    boolean classic = family == AddressFamily.IPV4_UNICAST && !nextHopV6;
    int wireFrom = family.isUnicast() ? from : takePayload(attributes, from, to);
    attributesLength =
        this.attributes.rewrite(
            attributes,
            wireFrom,
            to,
            classic,
            (int) (nextHopHigh >>> 32),
            originatorId,
            sendMed,
            transparent);
    this.nextHopV6 = nextHopV6;
    this.nextHopHigh = nextHopHigh;
    this.nextHopLow = nextHopLow;
    become(family);
    int fixed = ATTRIBUTES_AT + attributesLength + (classic ? 0 : reachHeaderBytes());
    if (fixed + prefixBytesMax() > messageBytesMax) {
      return false;
    }
    open(classic ? Kind.REACH : Kind.MP_REACH);
    return true;
  }

  /// Splits what is no attribute off the section; returns where the rest begins.
  private int takePayload(byte[] section, int from, int to) {
    payload = section;
    payloadFrom = OpaqueSection.payloadFrom(section, from, to);
    payloadTo = OpaqueSection.attributesFrom(section, from, to);
    return payloadTo;
  }

  /// Opens an announcement that is not [transparent][#announce].
  public boolean announce(
      AddressFamily family,
      byte[] attributes,
      int from,
      int to,
      boolean nextHopV6,
      long nextHopHigh,
      long nextHopLow,
      int originatorId,
      boolean sendMed) {
    return announce(
        family,
        attributes,
        from,
        to,
        nextHopV6,
        nextHopHigh,
        nextHopLow,
        originatorId,
        sendMed,
        false);
  }

  /// Opens a withdrawal.
  public void withdraw(AddressFamily family) {
    close();
    become(family);
    payloadFrom = 0;
    payloadTo = 0;
    open(family == AddressFamily.IPV4_UNICAST ? Kind.WITHDRAWN : Kind.MP_UNREACH);
  }

  private void become(AddressFamily family) {
    this.family = family;
    addPath = addPathIn.contains(family);
  }

  private int prefixBytesMax() {
    return 1 + family.version().bytes() + (addPath ? 4 : 0);
  }

  /// Attribute header, AFI, SAFI, length of next hop, next hop, reserved.
  private int reachHeaderBytes() {
    return MP_HEADER_BYTES
        + 5
        + (family.isUnicast()
            ? nextHops.bytes(nextHopV6, nextHopHigh, nextHopLow)
            : OpaqueNextHop.bytes(family, nextHopV6));
  }

  private void open(Kind kind) {
    if (buffer.length < length + messageBytesMax) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + messageBytesMax));
    }
    this.kind = kind;
    messageFrom = length;
    int limit = messageFrom + messageBytesMax;
    int at = messageFrom + ATTRIBUTES_AT;
    switch (kind) {
      case NOTHING -> throw new IllegalStateException("nothing to open");
      case REACH -> {
        Wire.put16(buffer, at - 4, 0);
        Wire.put16(buffer, at - 2, attributesLength);
        System.arraycopy(attributes.array(), 0, buffer, at, attributesLength);
        prefixesFrom = at + attributesLength;
        prefixesEnd = limit;
      }
      case MP_REACH -> {
        Wire.put16(buffer, at - 4, 0);
        prefixesFrom = reachHeader(at);
        prefixesEnd = limit - attributesLength;
      }
      case WITHDRAWN -> {
        prefixesFrom = at - 2;
        prefixesEnd = limit - 2;
      }
      case MP_UNREACH -> {
        Wire.put16(buffer, at - 4, 0);
        prefixesFrom = mpHeader(at, AttributeType.MP_UNREACH_NLRI);
        prefixesEnd = limit;
      }
    }
    length = prefixesFrom;
  }

  private int mpHeader(int at, int type) {
    buffer[at] = (byte) (Wire.OPTIONAL | Wire.EXTENDED_LENGTH);
    buffer[at + 1] = (byte) type;
    int value = at + MP_HEADER_BYTES;
    Wire.put16(buffer, value, family.afi());
    buffer[value + 2] = (byte) family.safi();
    return value + 3;
  }

  private int reachHeader(int start) {
    int at = mpHeader(start, AttributeType.MP_REACH_NLRI);
    if (!family.isUnicast()) {
      at = OpaqueNextHop.write(family, nextHopV6, nextHopHigh, nextHopLow, buffer, at);
      buffer[at] = 0;
      return at + 1;
    }
    buffer[at++] = (byte) nextHops.bytes(nextHopV6, nextHopHigh, nextHopLow);
    at = nextHops.write(buffer, at, nextHopV6, nextHopHigh, nextHopLow);
    buffer[at] = 0;
    return at + 1;
  }

  /// Adds a prefix to what was opened last.
  public void prefix(long high, long low, int length, int pathId) {
    int octets = length + 7 >>> 3;
    int bytes = 1 + octets + (addPath ? 4 : 0);
    if (this.length + bytes > prefixesEnd || kind == Kind.NOTHING) {
      next();
    }
    int at = this.length;
    if (addPath) {
      Wire.put32(buffer, at, pathId);
      at += 4;
    }
    buffer[at++] = (byte) length;
    int first = Math.min(octets, 8);
    for (int i = 0; i < first; i++) {
      buffer[at++] = (byte) (high >>> 56 - 8 * i);
    }
    for (int i = 8; i < octets; i++) {
      buffer[at++] = (byte) (low >>> 120 - 8 * i);
    }
    this.length = at;
  }

  /// Adds a destination of a family other than unicast to what was opened last.
  ///
  /// @param key holds what [OpaqueCursor#key] said of it at `[from, to)`
  /// @return false where it does not even fit a message of its own: nothing was written
  public boolean opaque(byte[] key, int from, int to, int pathId) {
    int bytes =
        OpaqueNlri.joinedBytes(family, key, from, to, payloadTo - payloadFrom) + (addPath ? 4 : 0);
    if (length + bytes > prefixesEnd || kind == Kind.NOTHING) {
      next();
      if (length + bytes > prefixesEnd) {
        return false;
      }
    }
    if (addPath) {
      Wire.put32(buffer, length, pathId);
      length += 4;
    }
    length =
        OpaqueNlri.join(family, key, from, to, payload, payloadFrom, payloadTo, buffer, length);
    return true;
  }

  private void next() {
    Kind again = kind;
    if (again == Kind.NOTHING) {
      throw new IllegalStateException("neither an announcement nor a withdrawal is open");
    }
    close();
    open(again);
  }

  /// Closes the message that is open, if any: [#length()] then stands at a message border. One that
  /// got no prefix is taken back.
  public void close() {
    Kind open = kind;
    kind = Kind.NOTHING;
    if (open == Kind.NOTHING) {
      return;
    }
    if (length == prefixesFrom) {
      length = messageFrom;
      return;
    }
    int attributesAt = messageFrom + ATTRIBUTES_AT;
    switch (open) {
      case NOTHING, REACH -> {
        // all lengths but the message's own are known from the start
      }
      case MP_REACH -> {
        Wire.put16(buffer, attributesAt + 2, length - attributesAt - MP_HEADER_BYTES);
        System.arraycopy(attributes.array(), 0, buffer, length, attributesLength);
        length += attributesLength;
        Wire.put16(buffer, attributesAt - 2, length - attributesAt);
      }
      case WITHDRAWN -> {
        Wire.put16(buffer, prefixesFrom - 2, length - prefixesFrom);
        Wire.put16(buffer, length, 0);
        length += 2;
      }
      case MP_UNREACH -> {
        Wire.put16(buffer, attributesAt + 2, length - attributesAt - MP_HEADER_BYTES);
        Wire.put16(buffer, attributesAt - 2, length - attributesAt);
      }
    }
    MessageFrame.write(buffer, messageFrom, length - messageFrom, MessageFrame.UPDATE);
  }

  /// Writes the End-of-RIB marker of `family`.
  public void endOfRib(AddressFamily family) {
    close();
    become(family);
    boolean v4 = family == AddressFamily.IPV4_UNICAST;
    open(v4 ? Kind.WITHDRAWN : Kind.MP_UNREACH);
    kind = Kind.NOTHING;
    int at = messageFrom + ATTRIBUTES_AT;
    Wire.put16(buffer, at - 4, 0);
    Wire.put16(buffer, at - 2, v4 ? 0 : UNREACH_HEADER_BYTES);
    Wire.put16(buffer, at + 2, 3);
    length = v4 ? at : at + UNREACH_HEADER_BYTES;
    MessageFrame.write(buffer, messageFrom, length - messageFrom, MessageFrame.UPDATE);
  }

  /// The buffer; [#length()] bytes of it are messages. It may be another array after a call that
  /// writes.
  public byte[] buffer() {
    return buffer;
  }

  /// Bytes written since [#clear], the open message included.
  public int length() {
    return length;
  }
}
