package io.munia.bgp.codec;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Capability.LongLivedGracefulRestart.Kept;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Seeded values for properties.
final class Arbitrary {
  private final Random random;

  Arbitrary(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  <T> List<T> list(int max, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  Asn asn() {
    return new Asn(oneIn(3) ? 1 + random.nextInt(0xffff) : 1 + (random.nextLong() >>> 33));
  }

  AsPath asPath(AsPath.Kind... kinds) {
    return new AsPath(
        list(
            3,
            () -> {
              AsPath.Kind kind = kinds[random.nextInt(kinds.length)];
              int numbers = oneIn(6) ? 255 : 1 + random.nextInt(6);
              List<Asn> list = new ArrayList<>();
              for (int i = 0; i < numbers; i++) {
                list.add(asn());
              }
              return new AsPath.Segment(kind, list);
            }));
  }

  Prefix prefix(IpVersion version) {
    return new Prefix(IpAddress.of(bytes(version.bytes())), random.nextInt(version.bits() + 1));
  }

  PathAttributes attributes(AsPath asPath) {
    return new PathAttributes(
        oneOf(Origin.values()),
        asPath,
        maybe(() -> random.nextLong() >>> 32),
        maybe(() -> random.nextLong() >>> 32),
        random.nextBoolean(),
        maybe(() -> new PathAttributes.Aggregator(asn(), routerId())),
        list(oneIn(10) ? 100 : 5, random::nextInt),
        list(3, random::nextLong),
        list(
            3,
            () ->
                new PathAttributes.LargeCommunity(
                    random.nextInt(), random.nextInt(), random.nextInt())),
        maybe(this::routerId),
        list(4, this::routerId),
        others());
  }

  private List<PathAttributes.Other> others() {
    List<PathAttributes.Other> others = new ArrayList<>();
    for (int type = 41 + random.nextInt(20);
        type < AttributeType.ATTR_SET && random.nextBoolean();
        type += 7) {
      others.add(
          new PathAttributes.Other(
              0xe0, type, HexFormat.of().formatHex(bytes(random.nextInt(oneIn(5) ? 400 : 9)))));
    }
    return others;
  }

  RouterId routerId() {
    return new RouterId(random.nextInt());
  }

  Open open() {
    List<Capability> capabilities = list(8, this::capability);
    Asn as = asn();
    capabilities.removeIf(Capability.FourOctetAs.class::isInstance);
    if (!as.fitsTwoOctets() || random.nextBoolean()) {
      capabilities.add(new Capability.FourOctetAs(as));
    }
    return new Open(4, as, random.nextInt(0x10000), routerId(), capabilities);
  }

  private Capability capability() {
    return switch (random.nextInt(11)) {
      case 0 -> new Capability.Multiprotocol(random.nextInt(0x10000), random.nextInt(256));
      case 1 -> new Capability.RouteRefresh();
      case 2 -> new Capability.ExtendedNextHop(list(2, this::family));
      case 3 -> new Capability.ExtendedMessage();
      case 4 ->
          new Capability.GracefulRestart(
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(4096),
              families(random::nextBoolean));
      case 5 -> new Capability.FourOctetAs(asn());
      case 6 ->
          new Capability.AddPath(families(() -> oneOf(Capability.AddPath.Direction.values())));
      case 7 -> new Capability.EnhancedRouteRefresh();
      case 8 ->
          new Capability.LongLivedGracefulRestart(
              families(() -> new Kept(random.nextBoolean(), random.nextInt(1 << 24))));
      case 9 -> new Capability.LinkLocalNextHop();
      default -> {
        List<Byte> value = new ArrayList<>();
        for (byte b : bytes(random.nextInt(256))) {
          value.add(b);
        }
        yield new Capability.Unrecognized(128 + random.nextInt(128), value);
      }
    };
  }

  AddressFamily family() {
    return oneOf(AddressFamily.values());
  }

  AddressFamily unicast() {
    return oneOf(AddressFamily.UNICAST.toArray(AddressFamily[]::new));
  }

  private <T> Map<AddressFamily, T> families(Supplier<T> value) {
    Map<AddressFamily, T> families = new EnumMap<>(AddressFamily.class);
    list(2, this::family).forEach(family -> families.put(family, value.get()));
    return families;
  }
}
