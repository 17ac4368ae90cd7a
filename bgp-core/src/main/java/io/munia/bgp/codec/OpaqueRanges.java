package io.munia.bgp.codec;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import org.jspecify.annotations.Nullable;

/// What one UPDATE announces and withdraws in families whose destinations are no prefixes: it has
/// one MP_REACH_NLRI and one MP_UNREACH_NLRI at most, so one family for each. The part of
/// [UpdateReader] that unicast need not run through.
final class OpaqueRanges {
  private final Faults faults;
  private byte[] bytes = {};
  private @Nullable Negotiated negotiated;
  private @Nullable AddressFamily reach;
  private int reachFrom;
  private int reachTo;
  private @Nullable AddressFamily unreach;
  private int unreachFrom;
  private int unreachTo;
  private OpaqueNextHop nextHop = OpaqueNextHop.NONE;

  OpaqueRanges(Faults faults) {
    this.faults = faults;
  }

  void become(Negotiated form) {
    negotiated = form;
  }

  void clear() {
    reach = null;
    unreach = null;
  }

  /// Whether this is such a family and it was agreed on.
  boolean carries(int afi, int safi) {
    return negotiated != null
        && AddressFamily.of(afi, safi).filter(negotiated.families()::contains).isPresent();
  }

  /// Reads the value of MP_REACH_NLRI, at `bytes[value, end)`, whose next hop lies inside of it.
  ///
  /// @return why the session cannot go on, or empty
  String reach(byte[] bytes, int value, int end) {
    AddressFamily family = family(bytes, value);
    int hopBytes = bytes[value + 3] & 0xff;
    boolean extended = negotiated != null && negotiated.extendedNextHop().contains(family);
    OpaqueNextHop found = OpaqueNextHop.read(family, bytes, value + 4, hopBytes, extended);
    if (found == null) {
      return "MP_REACH_NLRI has a next hop of " + hopBytes + " bytes";
    }
    int nlri = value + 4 + hopBytes + 1;
    boolean ids = hasPathIds(family);
    if (!OpaqueCursor.fills(family, bytes, nlri, end, ids)) {
      return "MP_REACH_NLRI holds " + family + " NLRI that are cut off";
    }
    if (!found.usable(family)) {
      faults.withdraw(AttributeType.MP_REACH_NLRI, "the next hop cannot be one");
    }
    if (!OpaqueCursor.intact(family, bytes, nlri, end, ids)) {
      String why = "MP_REACH_NLRI holds " + family + " NLRI that are not what their type says";
      if (family.isFlowSpec()) {
        faults.withdraw(AttributeType.MP_REACH_NLRI, why);
      } else {
        faults.discard(AttributeType.MP_REACH_NLRI, why);
      }
    }
    this.bytes = bytes;
    nextHop = found;
    reach = family;
    reachFrom = nlri;
    reachTo = end;
    return "";
  }

  /// Reads the value of MP_UNREACH_NLRI, at `bytes[value, end)`.
  ///
  /// @return why the session cannot go on, or empty
  String unreach(byte[] bytes, int value, int end) {
    AddressFamily family = family(bytes, value);
    int nlri = value + 3;
    boolean ids = hasPathIds(family);
    if (!OpaqueCursor.fills(family, bytes, nlri, end, ids)) {
      return "MP_UNREACH_NLRI holds " + family + " NLRI that are cut off";
    }
    if (!OpaqueCursor.intact(family, bytes, nlri, end, ids)) {
      faults.discard(
          AttributeType.MP_UNREACH_NLRI,
          "MP_UNREACH_NLRI holds " + family + " NLRI that are not what their type says");
    }
    this.bytes = bytes;
    unreach = family;
    unreachFrom = nlri;
    unreachTo = end;
    return "";
  }

  private static AddressFamily family(byte[] bytes, int at) {
    return AddressFamily.of(Wire.u16(bytes, at), bytes[at + 2] & 0xff).orElseThrow();
  }

  private boolean hasPathIds(AddressFamily family) {
    return negotiated != null && negotiated.addPathReceive().contains(family);
  }

  boolean announcesAny() {
    return reach != null && reachFrom < reachTo;
  }

  /// Whether MP_UNREACH_NLRI names such a family and no destination.
  boolean isEndOfRib() {
    return unreach != null && unreachFrom == unreachTo;
  }

  @Nullable AddressFamily unreachFamily() {
    return unreach;
  }

  /// The next hop of what is announced.
  OpaqueNextHop nextHop() {
    return nextHop;
  }

  /// See [UpdateReader#withdrawn(OpaqueCursor)].
  @Nullable AddressFamily withdrawn(OpaqueCursor cursor) {
    AddressFamily family = unreach;
    if (family == null || unreachFrom == unreachTo) {
      return null;
    }
    cursor.over(bytes, unreachFrom, unreachTo, family, hasPathIds(family));
    return family;
  }

  @Nullable AddressFamily announced(OpaqueCursor cursor) {
    AddressFamily family = reach;
    if (family == null || reachFrom == reachTo) {
      return null;
    }
    cursor.over(bytes, reachFrom, reachTo, family, hasPathIds(family));
    return family;
  }
}
