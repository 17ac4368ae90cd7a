package io.munia.benchmarks.load;

import io.munia.benchmarks.mrt.AttributeBytes;
import io.munia.net.AddressFamily;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Recorded path attributes, made valid for an iBGP session of a client: ascending by type, without
/// next hop, with a LOCAL_PREF, and without what only a route reflector or a speaker of 2-octet AS
/// numbers adds.
final class RecordedAttributes {
  private static final int ORIGIN = MadeUpAttributes.ORIGIN;
  private static final int AGGREGATOR = AttributeBytes.AGGREGATOR;
  private static final int ORIGINATOR_ID = 9;
  private static final int CLUSTER_LIST = 10;
  private static final int AS_SEQUENCE = 2;
  private static final int EXTENDED_LENGTH = 0x10;
  private static final int TRANSITIVE = MadeUpAttributes.TRANSITIVE;
  private static final int NO_ADVERTISE = 0xffff_ff02;
  private static final byte[] LOCAL_PREF_100 = {0, 0, 0, 100};

  private RecordedAttributes() {}

  /// The attributes of one path, or why nobody would pass it on.
  sealed interface Judged {
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Sound(byte[] bytes) implements Judged {}

    record LeftOut(String why) implements Judged {}
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Attribute(int flags, byte[] value) {}

  /// @param ownAs of speaker and clients
  static Judged judge(byte[] bytes, int from, int to, AddressFamily family, long ownAs) {
    TreeMap<Integer, Attribute> kept = new TreeMap<>();
    try {
      byte[] others = AttributeBytes.ofTable(bytes, from, to).others();
      AttributeBytes.walk(
          others,
          0,
          others.length,
          (flags, type, at, end) -> {
            if (belongs(flags, type, end - at)) {
              kept.putIfAbsent(type, new Attribute(flags, Arrays.copyOfRange(others, at, end)));
            }
          });
    } catch (IllegalArgumentException _) {
      return new Judged.LeftOut("attributes that are cut off");
    }
    String fault = fault(kept, ownAs);
    if (!fault.isEmpty()) {
      return new Judged.LeftOut(fault);
    }
    kept.putIfAbsent(MadeUpAttributes.LOCAL_PREF, new Attribute(TRANSITIVE, LOCAL_PREF_100));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    kept.forEach((type, attribute) ->
        AttributeBytes.write(
            out, attribute.flags(), type, attribute.value(), 0, attribute.value().length));
    // 7 for NEXT_HOP, 7 for a MED that a change brings
    return out.size() + 14 > EncodedTable.attributeBytesMax(family)
        ? new Judged.LeftOut("attributes that leave no room for a prefix")
        : new Judged.Sound(out.toByteArray());
  }

  private static boolean belongs(int flags, int type, int length) {
    return switch (type) {
      case ORIGINATOR_ID, CLUSTER_LIST, AttributeBytes.AS4_PATH, AttributeBytes.AS4_AGGREGATOR ->
          false;
      case AGGREGATOR -> length == 8;
      case MadeUpAttributes.MED -> length == 4;
      default -> (flags & TRANSITIVE) != 0;
    };
  }

  /// Empty where there is none.
  private static String fault(Map<Integer, Attribute> kept, long ownAs) {
    Attribute origin = kept.get(ORIGIN);
    Attribute path = kept.get(AttributeBytes.AS_PATH);
    if (origin == null || origin.value().length != 1 || origin.value()[0] > 2 || path == null) {
      return "no sound ORIGIN and AS_PATH";
    }
    Attribute localPref = kept.get(MadeUpAttributes.LOCAL_PREF);
    if (localPref != null && localPref.value().length != 4) {
      return "no sound LOCAL_PREF";
    }
    Attribute communities = kept.get(MadeUpAttributes.COMMUNITIES);
    if (communities != null) {
      ByteBuffer in = ByteBuffer.wrap(communities.value());
      if (in.remaining() == 0 || in.remaining() % 4 != 0) {
        return "no sound COMMUNITIES";
      }
      while (in.hasRemaining()) {
        if (in.getInt() == NO_ADVERTISE) {
          return "NO_ADVERTISE";
        }
      }
    }
    return pathFault(path.value(), ownAs);
  }

  private static String pathFault(byte[] path, long ownAs) {
    ByteBuffer in = ByteBuffer.wrap(path);
    while (in.hasRemaining()) {
      int kind = in.get();
      int count = in.hasRemaining() ? in.get() & 0xff : 0;
      if (kind != AS_SEQUENCE) {
        return "AS_SET or a segment of a confederation in AS_PATH";
      }
      if (count == 0 || in.remaining() < 4 * count) {
        return "an AS_PATH that is cut off";
      }
      for (int i = 0; i < count; i++) {
        long as = in.getInt() & 0xffff_ffffL;
        if (as == 0 || as == ownAs) {
          return "AS " + as + " in AS_PATH";
        }
      }
    }
    return "";
  }

  /// Writes what [#judge] gave, with the next hop where it is an IPv4 address.
  ///
  /// @param med what stands in for the recorded one; 0 keeps that
  static void write(ByteBuffer out, byte[] judged, byte[] nextHop, int med) {
    boolean[] done = new boolean[2];
    AttributeBytes.walk(
        judged,
        0,
        judged.length,
        (flags, type, at, end) -> {
          if (type > MadeUpAttributes.NEXT_HOP && !done[0]) {
            MadeUpAttributes.nextHop(out, nextHop);
            done[0] = true;
          }
          if (type >= MadeUpAttributes.MED && med != 0 && !done[1]) {
            MadeUpAttributes.med(out, med);
            done[1] = true;
          }
          if (type != MadeUpAttributes.MED || med == 0) {
            attribute(out, flags, type, judged, at, end);
          }
        });
  }

  private static void attribute(
      ByteBuffer out, int flags, int type, byte[] bytes, int from, int to) {
    out.put((byte) flags).put((byte) type);
    if ((flags & EXTENDED_LENGTH) != 0) {
      out.putShort((short) (to - from));
    } else {
      out.put((byte) (to - from));
    }
    out.put(bytes, from, to - from);
  }
}
