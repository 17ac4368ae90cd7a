package io.munia.bgp.codec;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A canonical attribute section (see [UpdateReader]) to its readable form and back.
public final class AttributesCodec {
  private static final int OPTIONAL_TRANSITIVE = Wire.OPTIONAL | Wire.TRANSITIVE;

  private AttributesCodec() {}

  /// @param section holds a canonical section, found well-formed, at `[from, to)`
  public static PathAttributes decode(byte[] section, int from, int to) {
    return new Decoder(section).decode(from, to);
  }

  /// One decoding: what has been found so far.
  private static final class Decoder {
    private final byte[] bytes;
    private @Nullable Origin origin;
    private @Nullable AsPath asPath;
    private @Nullable Long med;
    private @Nullable Long localPref;
    private boolean atomicAggregate;
    private PathAttributes.@Nullable Aggregator aggregator;
    private List<Integer> communities = List.of();
    private List<Long> extendedCommunities = List.of();
    private List<PathAttributes.LargeCommunity> largeCommunities = List.of();
    private @Nullable RouterId originatorId;
    private List<RouterId> clusterList = List.of();
    private final List<PathAttributes.Other> others = new ArrayList<>();

    Decoder(byte[] bytes) {
      this.bytes = bytes;
    }

    PathAttributes decode(int from, int to) {
      int at = from;
      while (at < to) {
        int value = at + Wire.attributeHeaderBytes(bytes[at]);
        int end = value + Wire.attributeLength(bytes, at);
        attribute(bytes[at] & 0xff, bytes[at + 1] & 0xff, value, end);
        at = end;
      }
      return new PathAttributes(
          origin,
          asPath,
          med,
          localPref,
          atomicAggregate,
          aggregator,
          communities,
          extendedCommunities,
          largeCommunities,
          originatorId,
          clusterList,
          others);
    }

    private void attribute(int flags, int type, int from, int to) {
      switch (type) {
        case AttributeType.ORIGIN -> origin = origin(bytes[from]);
        case AttributeType.AS_PATH -> asPath = asPath(from, to);
        case AttributeType.MULTI_EXIT_DISC -> med = Integer.toUnsignedLong(Wire.u32(bytes, from));
        case AttributeType.LOCAL_PREF -> localPref = Integer.toUnsignedLong(Wire.u32(bytes, from));
        case AttributeType.ATOMIC_AGGREGATE -> atomicAggregate = true;
        case AttributeType.AGGREGATOR ->
            aggregator =
                new PathAttributes.Aggregator(
                    Asn.ofBits(Wire.u32(bytes, from)), new RouterId(Wire.u32(bytes, from + 4)));
        case AttributeType.COMMUNITIES ->
            communities = list(from, to, 4, at -> Wire.u32(bytes, at));
        case AttributeType.EXTENDED_COMMUNITIES ->
            extendedCommunities = list(from, to, 8, at -> Wire.u64(bytes, at));
        case AttributeType.LARGE_COMMUNITIES ->
            largeCommunities =
                list(
                    from,
                    to,
                    12,
                    at ->
                        new PathAttributes.LargeCommunity(
                            Wire.u32(bytes, at), Wire.u32(bytes, at + 4), Wire.u32(bytes, at + 8)));
        case AttributeType.ORIGINATOR_ID -> originatorId = new RouterId(Wire.u32(bytes, from));
        case AttributeType.CLUSTER_LIST ->
            clusterList = list(from, to, 4, at -> new RouterId(Wire.u32(bytes, at)));
        default ->
            others.add(
                new PathAttributes.Other(
                    flags & ~Wire.EXTENDED_LENGTH,
                    type,
                    HexFormat.of().formatHex(bytes, from, to)));
      }
    }

    private static Origin origin(byte number) {
      return switch (number) {
        case 0 -> Origin.IGP;
        case 1 -> Origin.EGP;
        case 2 -> Origin.INCOMPLETE;
        default -> throw new IllegalArgumentException("ORIGIN " + number + " is not canonical");
      };
    }

    private static AsPath.Kind kind(byte number) {
      for (AsPath.Kind kind : AsPath.Kind.values()) {
        if (kind.value() == number) {
          return kind;
        }
      }
      throw new IllegalArgumentException("segment kind " + number + " is not canonical");
    }

    private static <T> List<T> list(int from, int to, int unit, IntFunction<T> element) {
      List<T> list = new ArrayList<>((to - from) / unit);
      for (int at = from; at < to; at += unit) {
        list.add(element.apply(at));
      }
      return list;
    }

    private AsPath asPath(int from, int to) {
      List<AsPath.Segment> segments = new ArrayList<>();
      int at = from;
      while (at < to) {
        int end = at + 2 + 4 * (bytes[at + 1] & 0xff);
        segments.add(
            new AsPath.Segment(
                kind(bytes[at]),
                list(at + 2, end, 4, number -> Asn.ofBits(Wire.u32(bytes, number)))));
        at = end;
      }
      return new AsPath(segments);
    }
  }

  /// The canonical section of these attributes.
  public static byte[] encode(PathAttributes attributes) {
    return new Encoder().encode(attributes);
  }

  /// The canonical section of attributes that were made of those in `was[from, to)`: what has come
  /// through somebody who did not know it stays marked so, as [RFC 4271
  /// §5](https://www.rfc-editor.org/rfc/rfc4271#section-5) wants of the Partial bit.
  public static byte[] encode(PathAttributes attributes, byte[] was, int from, int to) {
    byte[] section = encode(attributes);
    AttributeCursor before = new AttributeCursor();
    AttributeCursor now = new AttributeCursor();
    before.over(was, from, to);
    now.over(section, 0, section.length);
    boolean more = before.next();
    while (now.next() && more) {
      while (more && before.type() < now.type()) {
        more = before.next();
      }
      if (more && before.type() == now.type()) {
        section[now.from()] |= (byte) (before.flags() & Wire.PARTIAL);
      }
    }
    return section;
  }

  /// One encoding, in ascending type order.
  private static final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();

    byte[] encode(PathAttributes attributes) {
      List<PathAttributes.Other> others =
          attributes.others().stream()
              .sorted(Comparator.comparingInt(PathAttributes.Other::type))
              .toList();
      int next = 0;
      for (int type = 0; type < 256; type++) {
        for (; next < others.size() && others.get(next).type() == type; next++) {
          value.writeBytes(others.get(next).bytes());
          flush(others.get(next).flags(), type);
        }
        attribute(attributes, type);
      }
      return out.toByteArray();
    }

    private void attribute(PathAttributes attributes, int type) {
      switch (type) {
        case AttributeType.ORIGIN -> {
          if (attributes.origin() != null) {
            value.write(originNumber(attributes.origin()));
            flush(Wire.TRANSITIVE, type);
          }
        }
        case AttributeType.AS_PATH -> {
          if (attributes.asPath() != null) {
            attributes.asPath().segments().forEach(this::segment);
            flush(Wire.TRANSITIVE, type);
          }
        }
        case AttributeType.MULTI_EXIT_DISC -> number(attributes.med(), Wire.OPTIONAL, type);
        case AttributeType.LOCAL_PREF -> number(attributes.localPref(), Wire.TRANSITIVE, type);
        case AttributeType.ATOMIC_AGGREGATE -> {
          if (attributes.atomicAggregate()) {
            flush(Wire.TRANSITIVE, type);
          }
        }
        case AttributeType.AGGREGATOR -> {
          PathAttributes.Aggregator aggregator = attributes.aggregator();
          if (aggregator != null) {
            put32(aggregator.as().bits());
            put32(aggregator.routerId().bits());
            flush(OPTIONAL_TRANSITIVE, type);
          }
        }
        case AttributeType.ORIGINATOR_ID -> {
          if (attributes.originatorId() != null) {
            put32(attributes.originatorId().bits());
            flush(Wire.OPTIONAL, type);
          }
        }
        default -> list(attributes, type);
      }
    }

    private void list(PathAttributes attributes, int type) {
      switch (type) {
        case AttributeType.COMMUNITIES -> {
          attributes.communities().forEach(this::put32);
          flushUnlessEmpty(OPTIONAL_TRANSITIVE, type);
        }
        case AttributeType.CLUSTER_LIST -> {
          attributes.clusterList().forEach(cluster -> put32(cluster.bits()));
          flushUnlessEmpty(Wire.OPTIONAL, type);
        }
        case AttributeType.EXTENDED_COMMUNITIES -> extendedCommunities(attributes);
        case AttributeType.LARGE_COMMUNITIES -> largeCommunities(attributes);
        default -> {
          // has no field of its own
        }
      }
    }

    private void extendedCommunities(PathAttributes attributes) {
      attributes
          .extendedCommunities()
          .forEach(community -> {
            put32((int) (community >>> 32));
            put32((int) (long) community);
          });
      flushUnlessEmpty(OPTIONAL_TRANSITIVE, AttributeType.EXTENDED_COMMUNITIES);
    }

    private void largeCommunities(PathAttributes attributes) {
      attributes
          .largeCommunities()
          .forEach(community -> {
            put32(community.global());
            put32(community.first());
            put32(community.second());
          });
      flushUnlessEmpty(OPTIONAL_TRANSITIVE, AttributeType.LARGE_COMMUNITIES);
    }

    private void segment(AsPath.Segment segment) {
      value.write(segment.kind().value());
      value.write(segment.numbers().size());
      segment.numbers().forEach(as -> put32(as.bits()));
    }

    private static int originNumber(Origin origin) {
      return switch (origin) {
        case IGP -> 0;
        case EGP -> 1;
        case INCOMPLETE -> 2;
      };
    }

    private void number(@Nullable Long number, int flags, int type) {
      if (number != null) {
        put32((int) (long) number);
        flush(flags, type);
      }
    }

    private void put32(int bits) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        value.write(bits >>> shift);
      }
    }

    private void flushUnlessEmpty(int flags, int type) {
      if (value.size() > 0) {
        flush(flags, type);
      }
    }

    private void flush(int flags, int type) {
      byte[] header = new byte[4];
      out.write(header, 0, Wire.putAttributeHeader(header, 0, flags, type, value.size()));
      out.writeBytes(value.toByteArray());
      value.reset();
    }
  }
}
