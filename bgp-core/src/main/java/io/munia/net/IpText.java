package io.munia.net;

/// Addresses to text and back, by hand: the JDK's parser asks a resolver for what it does not
/// understand, and prints IPv6 without compression.
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  static IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : IpAddress.v4(parseV4(text, text));
  }

  private static int parseV4(String part, String whole) {
    String[] octets = part.split("\\.", -1);
    if (octets.length != 4) {
      throw bad(whole);
    }
    int bits = 0;
    for (String octet : octets) {
      if (octet.isEmpty() || octet.length() > 3 || octet.length() > 1 && octet.charAt(0) == '0') {
        throw bad(whole);
      }
      int value = 0;
      for (int i = 0; i < octet.length(); i++) {
        int digit = octet.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          throw bad(whole);
        }
        value = value * 10 + digit;
      }
      if (value > 255) {
        throw bad(whole);
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  private static IpAddress parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw bad(text);
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      if (readGroups(text, text, groups, true) != GROUPS) {
        throw bad(text);
      }
    } else {
      int[] tail = new int[GROUPS];
      int head = readGroups(text.substring(0, gap), text, groups, false);
      int rest = readGroups(text.substring(gap + 2), text, tail, true);
      if (head + rest >= GROUPS) {
        throw bad(text);
      }
      System.arraycopy(tail, 0, groups, GROUPS - rest, rest);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return IpAddress.v6(high, low);
  }

  /// Fills groups from the start and says how many there were; a dotted quad, which may stand at
  /// the end of an address alone, counts as two.
  private static int readGroups(String part, String whole, int[] groups, boolean last) {
    if (part.isEmpty()) {
      return 0;
    }
    String[] words = part.split(":", -1);
    int count = 0;
    for (int w = 0; w < words.length; w++) {
      String word = words[w];
      if (last && word.indexOf('.') >= 0 && w == words.length - 1 && count <= GROUPS - 2) {
        int quad = parseV4(word, whole);
        groups[count++] = quad >>> 16;
        groups[count++] = quad & 0xffff;
      } else {
        if (word.isEmpty() || word.length() > 4 || count == GROUPS) {
          throw bad(whole);
        }
        int value = 0;
        for (int i = 0; i < word.length(); i++) {
          char c = word.charAt(i);
          int digit = c < 128 ? Character.digit(c, 16) : -1;
          if (digit < 0) {
            throw bad(whole);
          }
          value = value << 4 | digit;
        }
        groups[count++] = value;
      }
    }
    return count;
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException("'" + text + "' is not an IP address");
  }

  static String print(IpAddress address) {
    if (address.version() == IpVersion.V4) {
      int bits = address.v4Bits();
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 0xff)
          + "."
          + (bits >>> 8 & 0xff)
          + "."
          + (bits & 0xff);
    }
    if (address.zone() != 0) {
      return print(address.inZone(0)) + "%" + address.zone();
    }
    if (address.high() == 0 && address.low() >>> 32 == 0xffff) {
      return "::ffff:" + IpAddress.v4((int) address.low());
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.high() >>> 48 - 16 * i) & 0xffff;
      groups[i + 4] = (int) (address.low() >>> 48 - 16 * i) & 0xffff;
    }
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        best = i;
        bestLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == best) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
