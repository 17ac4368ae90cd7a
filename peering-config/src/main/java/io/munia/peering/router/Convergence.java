package io.munia.peering.router;

import io.munia.net.AddressFamily;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Finds out when the initial routes of each family are in: only then stale kernel routes go, and
/// aggregates are announced. Waiting too long costs little, ending too early moves packets, so who
/// is absent is waited for a while. Owned by the router's loop.
final class Convergence {
  /// Longest wait, whatever is missing.
  static final int DEFERRAL_SECONDS = 120;

  /// How long a neighbour that is down, or that may come from a range, is waited for, while another
  /// one has told all it knows.
  static final int ABSENT_SECONDS = 30;

  /// How long a neighbour that is up may take to send End-of-RIB; some never send it.
  static final int SILENT_SECONDS = 30;

  private static final long SECOND = 1_000_000_000L;

  private final long startNanos;
  private final boolean ranges;
  private final Consumer<AddressFamily> converged;
  private final Set<AddressFamily> done = EnumSet.noneOf(AddressFamily.class);
  private final Map<String, Expected> listed = new HashMap<>();
  private final Map<String, Up> up = new HashMap<>();

  /// @param listed configured neighbours by name, with the families they carry
  /// @param ranges whether others may connect
  Convergence(
      Map<String, Set<AddressFamily>> listed,
      boolean ranges,
      long startNanos,
      Consumer<AddressFamily> converged) {
    listed.forEach((name, families) -> this.listed.put(name, new Expected(families)));
    this.ranges = ranges;
    this.startNanos = startNanos;
    this.converged = converged;
  }

  private record Expected(Set<AddressFamily> families) {}

  private record Up(Set<AddressFamily> families, long sinceNanos, Set<AddressFamily> ended) {
    boolean finished(AddressFamily family, long nowNanos) {
      return !families.contains(family)
          || ended.contains(family)
          || nowNanos - sinceNanos >= SILENT_SECONDS * SECOND;
    }
  }

  Set<AddressFamily> done() {
    return EnumSet.copyOf(done);
  }

  /// Whether nothing is waited for any longer.
  boolean isDone() {
    return done.size() == AddressFamily.UNICAST.size();
  }

  void established(String peer, Set<AddressFamily> families, long nowNanos) {
    up.put(peer, new Up(families, nowNanos, EnumSet.noneOf(AddressFamily.class)));
    check(nowNanos);
  }

  void endOfRib(String peer, AddressFamily family, long nowNanos) {
    Up session = up.get(peer);
    if (session != null && session.ended().add(family)) {
      check(nowNanos);
    }
  }

  void closed(String peer) {
    up.remove(peer);
  }

  void removed(String peer) {
    listed.remove(peer);
    up.remove(peer);
  }

  /// To be called now and then until [#isDone].
  void check(long nowNanos) {
    for (AddressFamily family : AddressFamily.UNICAST) {
      if (!done.contains(family) && isOver(family, nowNanos)) {
        done.add(family);
        converged.accept(family);
      }
    }
  }

  private boolean isOver(AddressFamily family, long nowNanos) {
    long waited = nowNanos - startNanos;
    if (waited >= DEFERRAL_SECONDS * SECOND) {
      return true;
    }
    if (up.values().stream().anyMatch(session -> !session.finished(family, nowNanos))) {
      return false;
    }
    boolean nobodyAbsent =
        !ranges
            && listed.entrySet().stream()
                .filter(peer -> peer.getValue().families().contains(family))
                .allMatch(peer -> up.containsKey(peer.getKey()));
    boolean someoneTold =
        up.values().stream().anyMatch(session -> session.families().contains(family));
    return nobodyAbsent || (someoneTold || listed.isEmpty()) && waited >= ABSENT_SECONDS * SECOND;
  }
}
