package io.munia.lab.families;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An UPDATE as its bytes, read by nothing of Munia's.
///
/// @param attributes by type: flags without that of the extended length, a colon, the value in hex
/// @param nlri in hex, what stands behind the attributes
record RawUpdate(Map<Integer, String> attributes, String nlri) {
  private static final Pattern BODY = Pattern.compile("\"body\": \"(?:0x)?([0-9A-Fa-f]+)\"");
  private static final int EXTENDED_LENGTH = 0x10;

  /// All in these lines of ExaBGP.
  static List<RawUpdate> in(List<String> heard) {
    return heard.stream()
        .filter(line -> line.contains("\"type\": \"update\""))
        .map(BODY::matcher)
        .filter(Matcher::find)
        .map(body -> of(HexFormat.of().parseHex(body.group(1).toLowerCase(Locale.ROOT))))
        .toList();
  }

  private static RawUpdate of(byte[] body) {
    HexFormat hex = HexFormat.of();
    Map<Integer, String> attributes = new TreeMap<>();
    int at = 2 + number(body, 0);
    int end = at + 2 + number(body, at);
    at += 2;
    while (at < end) {
      int flags = body[at] & 0xff;
      int type = body[at + 1] & 0xff;
      boolean extended = (flags & EXTENDED_LENGTH) != 0;
      int length = extended ? number(body, at + 2) : body[at + 2] & 0xff;
      at += extended ? 4 : 3;
      attributes.put(
          type,
          "%02x:%s".formatted(flags & ~EXTENDED_LENGTH, hex.formatHex(body, at, at + length)));
      at += length;
    }
    return new RawUpdate(attributes, hex.formatHex(body, end, body.length));
  }

  private static int number(byte[] body, int at) {
    return (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
  }
}
