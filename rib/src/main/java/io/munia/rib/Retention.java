package io.munia.rib;

import io.munia.net.AddressFamily;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What is kept of a neighbour whose session is lost, and for how long.
///
/// @param families whose paths stay ([RFC 4724
///   §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2))
/// @param away longest time without a session
/// @param stale longest time from the loss to End-of-RIB
/// @param longLived families whose paths stay behind that, as the last choice, and for how long
///   ([RFC 9494 §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2))
public record Retention(
    Set<AddressFamily> families,
    Duration away,
    Duration stale,
    Map<AddressFamily, Duration> longLived) {
  /// Nothing is kept.
  public static final Retention NONE =
      new Retention(Set.of(), Duration.ZERO, Duration.ZERO, Map.of());

  public Retention {
    families = Set.copyOf(families);
    longLived = Map.copyOf(longLived);
  }

  boolean keeps(AddressFamily family) {
    return !away(family).isZero() || !longLived.getOrDefault(family, Duration.ZERO).isZero();
  }

  boolean keepsAny() {
    return Stream.of(AddressFamily.values()).anyMatch(this::keeps);
  }

  /// How long a family's paths stay without a session; one that is long-lived alone has no time
  /// before that.
  Duration away(AddressFamily family) {
    return !families.contains(family) ? Duration.ZERO : away.compareTo(stale) < 0 ? away : stale;
  }
}
