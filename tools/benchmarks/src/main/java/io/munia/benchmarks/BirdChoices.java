package io.munia.benchmarks;

import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a BIRD has chosen: reads `show route primary`.
final class BirdChoices {
  private BirdChoices() {}

  /// The gateway of each prefix.
  static Map<Prefix, IpAddress> of(String shown) {
    Map<Prefix, IpAddress> choices = new HashMap<>();
    @Nullable Prefix prefix = null;
    for (String line : (Iterable<String>) shown.lines()::iterator) {
      if (line.startsWith("\tvia ") && prefix != null) {
        int end = line.indexOf(' ', 5);
        choices.put(prefix, IpAddress.parse(line.substring(5, end < 0 ? line.length() : end)));
      } else if (!line.isEmpty() && Character.digit(line.charAt(0), 16) >= 0) {
        int end = line.indexOf(' ');
        String first = end < 0 ? line : line.substring(0, end);
        prefix = first.indexOf('/') > 0 ? Prefix.parse(first) : null;
      }
    }
    return choices;
  }

  /// Of `show route count`: networks in the first table named.
  static long networks(String shown) {
    for (String line : (Iterable<String>) shown.lines()::iterator) {
      int at = line.indexOf(" routes for ");
      int end = line.indexOf(" networks");
      if (at > 0 && end > at) {
        return Long.parseLong(line.substring(at + " routes for ".length(), end));
      }
    }
    return 0;
  }
}
