package io.munia.bgp.codec;

import io.munia.bgp.capability.AttributeRules;
import io.munia.bgp.capability.Negotiated;

/// Judges each attribute by itself, as [RFC 7606
/// §7](https://www.rfc-editor.org/rfc/rfc7606#section-7) and the attribute's own specification say,
/// and keeps what passes. What several attributes say together is for [UpdateReader].
final class AttributeCheck {
  private static final int FLAGS_CHECKED = Wire.OPTIONAL | Wire.TRANSITIVE;

  private final Faults faults;
  private final AttributeSection section;

  /// Our AS or another one of our confederation.
  private boolean internal;

  private boolean confederation;
  private boolean fourOctetAs;
  private int remoteAs;
  private boolean anyFirstAs;
  private AttributeRules rules = AttributeRules.USUAL;
  private int nextHopAt;

  AttributeCheck(Faults faults, AttributeSection section) {
    this.faults = faults;
    this.section = section;
  }

  void become(Negotiated negotiated) {
    confederation = negotiated.confederation();
    internal = negotiated.internal() || confederation;
    fourOctetAs = negotiated.fourOctetAs();
    remoteAs = negotiated.remoteAs().bits();
    anyFirstAs = negotiated.anyFirstAs();
    rules = negotiated.attributes();
  }

  /// Where the 4 bytes of NEXT_HOP stand, once it has passed.
  int nextHopAt() {
    return nextHopAt;
  }

  /// Judges the attribute whose header is at `at` and whose value is `bytes[value, end)`; any but
  /// MP_REACH_NLRI and MP_UNREACH_NLRI.
  void attribute(byte[] bytes, int at, int type, int value, int end) {
    int flags = bytes[at] & 0xff;
    int specified = AttributeType.flags(type);
    if (specified < 0) {
      unknown(flags, at, type, value, end);
    } else if ((flags & FLAGS_CHECKED) != specified) {
      wrongFlags(type);
    } else if (passes(bytes, type, value, end)) {
      // Partial means nothing but on what is optional and transitive.
      int wanted = specified == FLAGS_CHECKED ? flags & (FLAGS_CHECKED | Wire.PARTIAL) : specified;
      section.keep(at, wanted, type, value, end);
    }
  }

  private void unknown(int flags, int at, int type, int value, int end) {
    if (type == AttributeType.RESERVED) {
      faults.discard(type, "attribute 0 is reserved");
    } else if ((flags & Wire.OPTIONAL) == 0) {
      faults.withdraw(type, "attribute " + type + " claims to be well-known and is not");
    } else if ((flags & Wire.TRANSITIVE) != 0) {
      section.keep(at, FLAGS_CHECKED | Wire.PARTIAL, type, value, end);
    }
  }

  private void wrongFlags(int type) {
    String why = AttributeType.name(type) + " has the wrong flags";
    switch (type) {
      // RFC 7311 section 3.2 calls that malformed like any other fault of it.
      case AttributeType.AIGP -> faults.discard(type, why);
      case AttributeType.AS4_PATH, AttributeType.AS4_AGGREGATOR -> {
        // From a speaker that has 4-octet numbers it is discarded, whatever it is like.
        if (fromOldSpeaker(type)) {
          faults.withdraw(type, why);
        }
      }
      default -> faults.withdraw(type, why);
    }
  }

  /// Whether the attribute is to be kept.
  private boolean passes(byte[] bytes, int type, int value, int end) {
    int length = end - value;
    return switch (type) {
      case AttributeType.ORIGIN -> length(type, length, 1) && origin(bytes[value]);
      case AttributeType.AS_PATH -> asPath(bytes, value, end);
      case AttributeType.NEXT_HOP -> {
        nextHopAt = value;
        length(type, length, 4);
        yield false;
      }
      case AttributeType.MULTI_EXIT_DISC, AttributeType.ONLY_TO_CUSTOMER -> length(type, length, 4);
      case AttributeType.LOCAL_PREF, AttributeType.ORIGINATOR_ID ->
          internal(type) && length(type, length, 4);
      case AttributeType.CLUSTER_LIST -> internal(type) && multiple(type, length, 4);
      case AttributeType.COMMUNITIES -> multiple(type, length, 4);
      case AttributeType.EXTENDED_COMMUNITIES -> multiple(type, length, 8);
      case AttributeType.LARGE_COMMUNITIES -> multiple(type, length, 12);
      case AttributeType.IPV6_EXTENDED_COMMUNITIES -> multiple(type, length, 20);
      case AttributeType.ATOMIC_AGGREGATE -> discardUnless(length == 0, type, length);
      case AttributeType.AGGREGATOR -> aggregator(bytes, value, length);
      case AttributeType.AS4_PATH -> fromOldSpeaker(type) && as4Path(bytes, value, end);
      case AttributeType.AS4_AGGREGATOR ->
          fromOldSpeaker(type)
              && discardUnless(length == 8, type, length)
              && discardAsZero(Wire.u32(bytes, value), type);
      case AttributeType.AIGP -> aigp(bytes, value, end);
      case AttributeType.PMSI_TUNNEL -> wellFormed(PmsiTunnel.wellFormed(bytes, value, end), type);
      case AttributeType.TUNNEL_ENCAPSULATION ->
          wellFormed(TunnelEncapsulation.wellFormed(bytes, value, end), type);
      case AttributeType.ATTR_SET -> wellFormed(AttributeSet.wellFormed(bytes, value, end), type);
      case AttributeType.BGP_LS -> bgpLs(bytes, value, end);
      case AttributeType.PREFIX_SID -> prefixSid(bytes, value, end);
      default -> throw new IllegalStateException("attribute " + type + " has flags and no check");
    };
  }

  private boolean length(int type, int length, int wanted) {
    if (length != wanted) {
      faults.withdraw(type, AttributeType.name(type) + " has " + length + " bytes, not " + wanted);
      return false;
    }
    return true;
  }

  private boolean multiple(int type, int length, int unit) {
    if (length == 0 || length % unit != 0) {
      faults.withdraw(
          type, AttributeType.name(type) + " has " + length + " bytes, not a multiple of " + unit);
      return false;
    }
    return true;
  }

  private boolean discardUnless(boolean right, int type, int length) {
    if (!right) {
      faults.discard(type, AttributeType.name(type) + " has " + length + " bytes");
    }
    return right;
  }

  private boolean internal(int type) {
    if (!internal) {
      faults.discard(type, AttributeType.name(type) + " came from another AS");
    }
    return internal;
  }

  private boolean fromOldSpeaker(int type) {
    if (fourOctetAs) {
      faults.discard(
          type, AttributeType.name(type) + " came from a neighbour that has 4-octet numbers");
    }
    return !fourOctetAs;
  }

  private boolean origin(byte value) {
    if ((value & 0xff) > 2) {
      faults.withdraw(AttributeType.ORIGIN, "ORIGIN is " + (value & 0xff) + ", not 0, 1 or 2");
      return false;
    }
    return true;
  }

  private boolean asPath(byte[] bytes, int from, int to) {
    int fault =
        AsPathSegments.check(bytes, from, to, fourOctetAs ? 4 : 2, internal, rules.asSets());
    if (fault == AsPathSegments.INTACT && isTooLong(bytes, from, to)) {
      faults.withdraw(
          AttributeType.AS_PATH,
          "AS_PATH has more than " + rules.asPathMax() + " numbers, which is the limit here");
      return false;
    }
    if (fault != AsPathSegments.INTACT) {
      faults.withdraw(AttributeType.AS_PATH, "AS_PATH: " + AsPathSegments.describe(fault));
      return false;
    }
    if (!internal && (from == to || !anyFirstAs && firstAs(bytes, from) != remoteAs)) {
      faults.withdraw(AttributeType.AS_PATH, "AS_PATH does not begin with the neighbour's own AS");
      return false;
    }
    if (confederation
        && (from == to
            || bytes[from] != AsPathSegments.CONFED_SEQUENCE
            || firstAs(bytes, from) != remoteAs)) {
      faults.withdraw(
          AttributeType.AS_PATH,
          "AS_PATH does not begin with a confederation segment with the neighbour's own AS");
      return false;
    }
    return true;
  }

  private boolean isTooLong(byte[] bytes, int from, int to) {
    int size = fourOctetAs ? 4 : 2;
    return (to - from) / size > rules.asPathMax()
        && AsPathSegments.numbers(bytes, from, to, size) > rules.asPathMax();
  }

  private int firstAs(byte[] bytes, int from) {
    return fourOctetAs ? Wire.u32(bytes, from + 2) : Wire.u16(bytes, from + 2);
  }

  /// [RFC 6793 §6](https://www.rfc-editor.org/rfc/rfc6793#section-6).
  private boolean as4Path(byte[] bytes, int from, int to) {
    if (from == to) {
      faults.discard(AttributeType.AS4_PATH, "AS4_PATH has 0 bytes");
      return false;
    }
    int fault = AsPathSegments.check(bytes, from, to, 4, /* confederation= */ true, rules.asSets());
    if (fault == AsPathSegments.INTACT) {
      return true;
    }
    String why = "AS4_PATH: " + AsPathSegments.describe(fault);
    if (fault == AsPathSegments.HAS_SET) {
      faults.withdraw(AttributeType.AS4_PATH, why);
    } else {
      faults.discard(AttributeType.AS4_PATH, why);
    }
    return false;
  }

  private boolean aggregator(byte[] bytes, int value, int length) {
    return discardUnless(length == (fourOctetAs ? 8 : 6), AttributeType.AGGREGATOR, length)
        && discardAsZero(
            fourOctetAs ? Wire.u32(bytes, value) : Wire.u16(bytes, value),
            AttributeType.AGGREGATOR);
  }

  private boolean discardAsZero(int as, int type) {
    if (as == 0) {
      faults.discard(type, AttributeType.name(type) + " holds AS 0");
    }
    return as != 0;
  }

  private boolean aigp(byte[] bytes, int from, int to) {
    if (!rules.aigp(internal)) {
      faults.discard(
          AttributeType.AIGP,
          internal ? "AIGP is not taken on this session" : "AIGP came from another AS");
      return false;
    }
    if (!Aigp.wellFormed(bytes, from, to)) {
      faults.discard(AttributeType.AIGP, "AIGP is malformed");
      return false;
    }
    if (Aigp.isExhausted(bytes, from, to)) {
      faults.discard(AttributeType.AIGP, "AIGP holds the largest metric there is");
      return false;
    }
    return true;
  }

  private boolean wellFormed(boolean right, int type) {
    if (!right) {
      faults.withdraw(type, AttributeType.name(type) + " is malformed");
    }
    return right;
  }

  /// [RFC 9552 §8.2.2](https://www.rfc-editor.org/rfc/rfc9552#section-8.2.2).
  private boolean bgpLs(byte[] bytes, int from, int to) {
    boolean right = Tlvs.fill(bytes, from, to, 2, 2);
    if (!right) {
      faults.discard(AttributeType.BGP_LS, "BGP_LS is malformed");
    }
    return right;
  }

  private boolean prefixSid(byte[] bytes, int from, int to) {
    int found = PrefixSid.check(bytes, from, to);
    if (found == PrefixSid.WITHDRAW) {
      faults.withdraw(AttributeType.PREFIX_SID, "PREFIX_SID has a malformed SRv6 service");
    } else if (!rules.prefixSid(internal)) {
      faults.discard(AttributeType.PREFIX_SID, "PREFIX_SID came from another AS");
      return false;
    } else if (found == PrefixSid.DISCARD) {
      faults.discard(AttributeType.PREFIX_SID, "PREFIX_SID is malformed");
    }
    return found == PrefixSid.INTACT;
  }
}
