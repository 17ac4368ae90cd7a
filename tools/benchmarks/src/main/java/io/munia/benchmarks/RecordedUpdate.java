package io.munia.benchmarks;

import io.munia.benchmarks.mrt.AttributeBytes;
import io.munia.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A recorded UPDATE, made fit for a session of another form or address.
final class RecordedUpdate {
  private static final int WITHDRAWN_AT = 19;
  private static final int AS_TRANS = 23456;

  private RecordedUpdate() {}

  /// The same UPDATE with this next hop wherever one of its address version stands. A malformed one
  /// stays as it was recorded: judging it is up to whoever receives it.
  static byte[] withNextHop(byte[] message, IpAddress nextHop) {
    try {
      return replaced(message.clone(), nextHop);
    } catch (IllegalArgumentException _) {
      return message;
    }
  }

  private static byte[] replaced(byte[] changed, IpAddress nextHop) {
    byte[] address = nextHop.toBytes();
    int from = attributesFrom(changed);
    AttributeBytes.walk(
        changed,
        from,
        attributesTo(changed),
        (_, type, at, end) -> {
          if (type == AttributeBytes.NEXT_HOP && end - at == 4 && address.length == 4) {
            System.arraycopy(address, 0, changed, at, 4);
          } else if (type == AttributeBytes.MP_REACH_NLRI
              && address.length == 16
              && end - at >= 4 + 16
              && (changed[at + 3] & 0xff) >= 16) {
            System.arraycopy(address, 0, changed, at + 4, 16);
          }
        });
    return changed;
  }

  /// The same UPDATE as a speaker of 4-octet AS numbers would have sent it ([RFC 6793
  /// §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)): what AS4_PATH and
  /// AS4_AGGREGATOR say is put where AS_TRANS stood in for it.
  static byte[] widened(byte[] message) {
    int from = attributesFrom(message);
    int to = attributesTo(message);
    byte[][] four = new byte[AttributeBytes.AS4_AGGREGATOR + 1][];
    AttributeBytes.walk(
        message,
        from,
        to,
        (_, type, at, end) -> {
          if (type == AttributeBytes.AS4_PATH || type == AttributeBytes.AS4_AGGREGATOR) {
            four[type] = Arrays.copyOfRange(message, at, end);
          }
        });
    ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    AttributeBytes.walk(
        message,
        from,
        to,
        (flags, type, at, end) -> {
          if (type == AttributeBytes.AS_PATH) {
            byte[] path = merged(wide(message, at, end), four[AttributeBytes.AS4_PATH]);
            AttributeBytes.write(attributes, flags, type, path, 0, path.length);
          } else if (type == AttributeBytes.AGGREGATOR && end - at == 6) {
            byte[] value = aggregator(message, at, four[AttributeBytes.AS4_AGGREGATOR]);
            AttributeBytes.write(attributes, flags, type, value, 0, value.length);
          } else if (type != AttributeBytes.AS4_PATH && type != AttributeBytes.AS4_AGGREGATOR) {
            AttributeBytes.write(attributes, flags, type, message, at, end);
          }
        });
    return assembled(message, from, to, attributes.toByteArray());
  }

  private static byte[] aggregator(
      byte[] message, int at, byte @org.jspecify.annotations.Nullable [] four) {
    int as = (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
    if (as == AS_TRANS && four != null && four.length == 8) {
      return four;
    }
    byte[] value = new byte[8];
    System.arraycopy(message, at, value, 2, 6);
    return value;
  }

  /// AS_PATH segments with each number in four octets.
  private static byte[] wide(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = from;
    while (at + 2 <= to) {
      int count = bytes[at + 1] & 0xff;
      if (at + 2 + 2 * count > to) {
        throw new IllegalArgumentException("an AS_PATH that is cut off");
      }
      out.write(bytes, at, 2);
      for (int i = 0; i < count; i++) {
        out.write(0);
        out.write(0);
        out.write(bytes, at + 2 + 2 * i, 2);
      }
      at += 2 + 2 * count;
    }
    return out.toByteArray();
  }

  /// The leading numbers that AS4_PATH lacks, then AS4_PATH; the path alone where that is shorter.
  private static byte[] merged(byte[] path, byte @org.jspecify.annotations.Nullable [] four) {
    if (four == null || count(four) > count(path)) {
      return path;
    }
    int leading = count(path) - count(four);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (leading > 0) {
      int here = path[at + 1] & 0xff;
      int taken = path[at] == 1 ? here : Math.min(here, leading);
      out.write(path[at]);
      out.write(taken);
      out.write(path, at + 2, 4 * taken);
      leading -= path[at] == 1 ? 1 : taken;
      at += 2 + 4 * here;
    }
    out.write(four, 0, four.length);
    return out.toByteArray();
  }

  /// Numbers in a path of 4-octet segments; a set counts as one.
  private static int count(byte[] path) {
    int count = 0;
    int at = 0;
    while (at + 2 <= path.length) {
      int here = path[at + 1] & 0xff;
      count += path[at] == 1 ? 1 : here;
      at += 2 + 4 * here;
    }
    return count;
  }

  private static byte[] assembled(byte[] message, int from, int to, byte[] attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(message, 0, from - 2);
    out.write(attributes.length >> 8);
    out.write(attributes.length);
    out.write(attributes, 0, attributes.length);
    out.write(message, to, message.length - to);
    byte[] whole = out.toByteArray();
    whole[16] = (byte) (whole.length >> 8);
    whole[17] = (byte) whole.length;
    return whole;
  }

  private static int attributesFrom(byte[] message) {
    int from = WITHDRAWN_AT + 4 + two(message, WITHDRAWN_AT);
    if (from > message.length) {
      throw new IllegalArgumentException("an UPDATE that is cut off");
    }
    return from;
  }

  private static int attributesTo(byte[] message) {
    int from = attributesFrom(message);
    int to = from + two(message, from - 2);
    if (to > message.length) {
      throw new IllegalArgumentException("an UPDATE that is cut off");
    }
    return to;
  }

  private static int two(byte[] message, int at) {
    if (at + 2 > message.length) {
      throw new IllegalArgumentException("an UPDATE that is cut off");
    }
    return (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
  }
}
