package io.munia.bgp.codec;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Capability.LongLivedGracefulRestart.Kept;
import io.munia.bgp.capability.CapabilityKind;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Capabilities ([RFC 5492 §4](https://www.rfc-editor.org/rfc/rfc5492#section-4)) to values and
/// back. One that is known but malformed is kept as [Capability.Unrecognized]: what a neighbour
/// cannot spell it does not have, and that is no reason to refuse it.
final class CapabilityCodec {
  static final int MULTIPROTOCOL = 1;
  static final int ROUTE_REFRESH = 2;
  static final int EXTENDED_NEXT_HOP = 5;
  static final int EXTENDED_MESSAGE = 6;
  static final int ROLE = 9;
  static final int GRACEFUL_RESTART = 64;
  static final int FOUR_OCTET_AS = 65;
  static final int ADD_PATH = 69;
  static final int ENHANCED_ROUTE_REFRESH = 70;
  static final int LONG_LIVED_GRACEFUL_RESTART = 71;
  static final int LINK_LOCAL_NEXT_HOP = 77;

  private static final int RESTARTED_BIT = 0x80;
  private static final int NOTIFICATION_BIT = 0x40;
  private static final int FORWARDING_BIT = 0x80;
  private static final int RESTART_SECONDS_MAX = 0xfff;

  /// AFI, SAFI and flags.
  private static final int FAMILY_BYTES = 4;

  /// The same and a time.
  private static final int LONG_LIVED_BYTES = 7;

  private static final int VALUE_BYTES_MAX = 0xff;
  private static final int AFI_IPV6 = 2;

  private CapabilityCodec() {}

  /// The capability of this code with the value `bytes[from, to)`.
  static Capability decode(int code, byte[] bytes, int from, int to) {
    int length = to - from;
    Optional<Capability> known =
        switch (code) {
          case MULTIPROTOCOL ->
              length == 4
                  ? Optional.of(
                      new Capability.Multiprotocol(Wire.u16(bytes, from), bytes[from + 3] & 0xff))
                  : Optional.empty();
          case ROUTE_REFRESH -> flag(length, new Capability.RouteRefresh());
          case EXTENDED_NEXT_HOP ->
              length % 6 == 0 ? Optional.of(extendedNextHop(bytes, from, to)) : Optional.empty();
          case EXTENDED_MESSAGE -> flag(length, new Capability.ExtendedMessage());
          case ROLE ->
              length == 1 ? Optional.of(new Capability.Role(bytes[from] & 0xff)) : Optional.empty();
          case GRACEFUL_RESTART ->
              length >= 2 && length % 4 == 2
                  ? Optional.of(gracefulRestart(bytes, from, to))
                  : Optional.empty();
          case FOUR_OCTET_AS ->
              length == 4
                  ? Optional.of(new Capability.FourOctetAs(Asn.ofBits(Wire.u32(bytes, from))))
                  : Optional.empty();
          case ADD_PATH ->
              length % 4 == 0 ? Optional.of(addPath(bytes, from, to)) : Optional.empty();
          case ENHANCED_ROUTE_REFRESH -> flag(length, new Capability.EnhancedRouteRefresh());
          case LONG_LIVED_GRACEFUL_RESTART ->
              length % LONG_LIVED_BYTES == 0
                  ? Optional.of(longLived(bytes, from, to))
                  : Optional.empty();
          case LINK_LOCAL_NEXT_HOP -> flag(length, new Capability.LinkLocalNextHop());
          default -> Optional.empty();
        };
    return known.orElseGet(() -> unrecognized(code, bytes, from, to));
  }

  private static Optional<Capability> flag(int length, Capability capability) {
    return length == 0 ? Optional.of(capability) : Optional.empty();
  }

  private static Capability unrecognized(int code, byte[] bytes, int from, int to) {
    List<Byte> value = new ArrayList<>(to - from);
    for (int at = from; at < to; at++) {
      value.add(bytes[at]);
    }
    return new Capability.Unrecognized(code, value);
  }

  private static Capability extendedNextHop(byte[] bytes, int from, int to) {
    List<AddressFamily> families = new ArrayList<>();
    for (int at = from; at < to; at += 6) {
      if (Wire.u16(bytes, at + 4) == AFI_IPV6) {
        AddressFamily.of(Wire.u16(bytes, at), Wire.u16(bytes, at + 2)).ifPresent(families::add);
      }
    }
    return new Capability.ExtendedNextHop(families);
  }

  private static Capability gracefulRestart(byte[] bytes, int from, int to) {
    Map<AddressFamily, Boolean> forwarding = new EnumMap<>(AddressFamily.class);
    for (int at = from + 2; at < to; at += 4) {
      boolean kept = (bytes[at + 3] & FORWARDING_BIT) != 0;
      AddressFamily.of(Wire.u16(bytes, at), bytes[at + 2] & 0xff)
          .ifPresent(family -> forwarding.put(family, kept));
    }
    return new Capability.GracefulRestart(
        (bytes[from] & RESTARTED_BIT) != 0,
        (bytes[from] & NOTIFICATION_BIT) != 0,
        Wire.u16(bytes, from) & RESTART_SECONDS_MAX,
        forwarding);
  }

  private static Capability longLived(byte[] bytes, int from, int to) {
    Map<AddressFamily, Kept> families = new EnumMap<>(AddressFamily.class);
    for (int at = from; at < to; at += LONG_LIVED_BYTES) {
      Kept kept =
          new Kept(
              (bytes[at + 3] & FORWARDING_BIT) != 0,
              (bytes[at + 4] & 0xff) << 16 | Wire.u16(bytes, at + 5));
      AddressFamily.of(Wire.u16(bytes, at), bytes[at + 2] & 0xff)
          .ifPresent(family -> families.put(family, kept));
    }
    return new Capability.LongLivedGracefulRestart(families);
  }

  private static Capability addPath(byte[] bytes, int from, int to) {
    Capability.AddPath.Direction[] directions = Capability.AddPath.Direction.values();
    Map<AddressFamily, Capability.AddPath.Direction> families = new EnumMap<>(AddressFamily.class);
    for (int at = from; at < to; at += 4) {
      int direction = bytes[at + 3] & 0xff;
      if (direction >= 1 && direction <= directions.length) {
        AddressFamily.of(Wire.u16(bytes, at), bytes[at + 2] & 0xff)
            .ifPresent(family -> families.put(family, directions[direction - 1]));
      }
    }
    return new Capability.AddPath(families);
  }

  /// The TLVs of these capabilities, one after the other.
  static byte[] encode(List<? extends Capability> capabilities) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Capability capability : capabilities) {
      byte[] value = value(capability);
      if (value.length > VALUE_BYTES_MAX) {
        throw new IllegalArgumentException(
            "capability " + code(capability) + " has " + value.length + " bytes; 255 fit");
      }
      out.write(code(capability));
      out.write(value.length);
      out.writeBytes(value);
    }
    return out.toByteArray();
  }

  /// For a sentence: families by their names, others by theirs.
  static String names(List<? extends Capability> capabilities) {
    return capabilities.stream()
        .map(capability ->
            capability instanceof Capability.Multiprotocol(int afi, int safi)
                ? AddressFamily.text(afi, safi)
                : name(code(capability)))
        .collect(Collectors.joining(", "));
  }

  static String name(int code) {
    return CapabilityKind.of(code)
        .map(CapabilityKind::toString)
        .orElseGet(() -> "capability " + code);
  }

  static int code(Capability capability) {
    return switch (capability) {
      case Capability.Multiprotocol _ -> MULTIPROTOCOL;
      case Capability.RouteRefresh _ -> ROUTE_REFRESH;
      case Capability.ExtendedNextHop _ -> EXTENDED_NEXT_HOP;
      case Capability.ExtendedMessage _ -> EXTENDED_MESSAGE;
      case Capability.Role _ -> ROLE;
      case Capability.GracefulRestart _ -> GRACEFUL_RESTART;
      case Capability.FourOctetAs _ -> FOUR_OCTET_AS;
      case Capability.AddPath _ -> ADD_PATH;
      case Capability.EnhancedRouteRefresh _ -> ENHANCED_ROUTE_REFRESH;
      case Capability.LongLivedGracefulRestart _ -> LONG_LIVED_GRACEFUL_RESTART;
      case Capability.LinkLocalNextHop _ -> LINK_LOCAL_NEXT_HOP;
      case Capability.Unrecognized unrecognized -> unrecognized.code();
    };
  }

  private static byte[] value(Capability capability) {
    return switch (capability) {
      case Capability.Multiprotocol(int afi, int safi) ->
          new byte[] {(byte) (afi >>> 8), (byte) afi, 0, (byte) safi};
      case Capability.RouteRefresh _,
          Capability.ExtendedMessage _,
          Capability.EnhancedRouteRefresh _,
          Capability.LinkLocalNextHop _ ->
          new byte[0];
      case Capability.ExtendedNextHop(var families) -> extendedNextHop(families);
      case Capability.Role(int role) -> new byte[] {(byte) role};
      case Capability.GracefulRestart restart -> gracefulRestart(restart);
      case Capability.FourOctetAs(Asn as) -> {
        byte[] value = new byte[4];
        Wire.put32(value, 0, as.bits());
        yield value;
      }
      case Capability.AddPath(var families) -> addPath(families);
      case Capability.LongLivedGracefulRestart(var families) -> longLived(families);
      case Capability.Unrecognized(int _, var bytes) -> {
        byte[] value = new byte[bytes.size()];
        for (int i = 0; i < value.length; i++) {
          value[i] = bytes.get(i);
        }
        yield value;
      }
    };
  }

  private static byte[] extendedNextHop(List<AddressFamily> families) {
    byte[] value = new byte[6 * families.size()];
    for (int i = 0; i < families.size(); i++) {
      Wire.put16(value, 6 * i, families.get(i).afi());
      Wire.put16(value, 6 * i + 2, families.get(i).safi());
      Wire.put16(value, 6 * i + 4, AFI_IPV6);
    }
    return value;
  }

  private static byte[] gracefulRestart(Capability.GracefulRestart restart) {
    byte[] value = new byte[2 + 4 * AddressFamily.values().length];
    Wire.put16(value, 0, restart.restartSeconds() & RESTART_SECONDS_MAX);
    value[0] |=
        (byte)
            ((restart.restarted() ? RESTARTED_BIT : 0)
                | (restart.notification() ? NOTIFICATION_BIT : 0));
    int at = 2;
    for (AddressFamily family : AddressFamily.values()) {
      Boolean kept = restart.forwarding().get(family);
      if (kept != null) {
        at = putFamily(value, at, family, kept ? FORWARDING_BIT : 0);
      }
    }
    return Arrays.copyOf(value, at);
  }

  private static byte[] addPath(Map<AddressFamily, Capability.AddPath.Direction> families) {
    byte[] value = new byte[4 * AddressFamily.values().length];
    int at = 0;
    for (AddressFamily family : AddressFamily.values()) {
      Capability.AddPath.Direction direction = families.get(family);
      if (direction != null) {
        at = putFamily(value, at, family, directionNumber(direction));
      }
    }
    return Arrays.copyOf(value, at);
  }

  private static byte[] longLived(Map<AddressFamily, Kept> families) {
    byte[] value = new byte[LONG_LIVED_BYTES * families.size()];
    int at = 0;
    for (AddressFamily family : AddressFamily.values()) {
      Kept kept = families.get(family);
      if (kept != null) {
        at = putFamily(value, at, family, kept.forwarding() ? FORWARDING_BIT : 0);
        value[at] = (byte) (kept.staleSeconds() >>> 16);
        Wire.put16(value, at + 1, kept.staleSeconds());
        at += LONG_LIVED_BYTES - FAMILY_BYTES;
      }
    }
    return value;
  }

  private static int directionNumber(Capability.AddPath.Direction direction) {
    return switch (direction) {
      case RECEIVE -> 1;
      case SEND -> 2;
      case BOTH -> 3;
    };
  }

  private static int putFamily(byte[] value, int at, AddressFamily family, int last) {
    Wire.put16(value, at, family.afi());
    value[at + 2] = (byte) family.safi();
    value[at + 3] = (byte) last;
    return at + FAMILY_BYTES;
  }
}
