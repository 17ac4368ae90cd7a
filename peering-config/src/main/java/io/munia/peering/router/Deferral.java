package io.munia.peering.router;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// After a restart nothing is announced until everybody who is worth waiting for has told what it
/// has ([RFC 4724 §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1)). Waited for is who was
/// configured at the start, or came from a range soon, and: has not restarted as well, knows
/// graceful restart, can be reached, was not lost again. Whoever waits has said so with the R bit:
/// of two that restart together neither waits for the other. Owned by the router's loop.
final class Deferral {
  /// How long somebody who has not come yet is waited for, where nothing says that it will not.
  static final int ABSENT_SECONDS = 30;

  /// Attempts to connect that were refused, after which a neighbour is not waited for.
  private static final int REFUSALS_MAX = 2;

  private static final long SECOND = 1_000_000_000L;

  private final Map<String, Awaited> roster = new TreeMap<>();
  private final Set<AddressFamily> deferring = EnumSet.noneOf(AddressFamily.class);
  private final boolean ranges;
  private final int seconds;
  private final long startNanos;
  private final BiConsumer<AddressFamily, List<String>> over;
  private final Map<String, Integer> refusals = new HashMap<>();

  /// One neighbour.
  ///
  /// @param families that are still to be told
  /// @param up whether there is a session
  private record Awaited(Set<AddressFamily> families, boolean up) {}

  /// @param roster neighbours with the families they carry
  /// @param ranges whether others may come
  /// @param families that are deferred; none for a start that is no restart
  /// @param seconds longest time
  /// @param over hears of each family whose deferral is over, and who has not told it though it was
  ///   waited for as long as it may be
  Deferral(
      Map<String, Set<AddressFamily>> roster,
      boolean ranges,
      Set<AddressFamily> families,
      int seconds,
      long startNanos,
      BiConsumer<AddressFamily, List<String>> over) {
    roster.forEach((name, carried) -> this.roster.put(name, new Awaited(copy(carried), false)));
    this.ranges = ranges;
    this.deferring.addAll(families);
    this.seconds = seconds;
    this.startNanos = startNanos;
    this.over = over;
  }

  /// Nothing is deferred.
  static Deferral none() {
    return new Deferral(Map.of(), false, Set.of(), 0, 0, (_, _) -> {});
  }

  private static Set<AddressFamily> copy(Set<AddressFamily> families) {
    Set<AddressFamily> copy = EnumSet.noneOf(AddressFamily.class);
    copy.addAll(families);
    return copy;
  }

  boolean isDone() {
    return deferring.isEmpty();
  }

  /// Families of which nothing is announced yet.
  Set<AddressFamily> deferring() {
    return copy(deferring);
  }

  void established(String peer, Negotiated agreed, long nowNanos) {
    if (isDone()) {
      return;
    }
    boolean late = nowNanos - startNanos >= ABSENT_SECONDS * SECOND;
    if (roster.containsKey(peer) || ranges && !late) {
      boolean tells = agreed.restart().known() && !agreed.restart().restarted();
      Set<AddressFamily> families = tells ? copy(agreed.families()) : copy(Set.of());
      roster.put(peer, new Awaited(families, true));
    }
    check(nowNanos);
  }

  void endOfRib(String peer, AddressFamily family, long nowNanos) {
    Awaited it = roster.get(peer);
    if (it != null && it.families.remove(family)) {
      check(nowNanos);
    }
  }

  /// A session is lost again: nobody knows for how long.
  void closed(String peer, long nowNanos) {
    Awaited it = roster.get(peer);
    if (it != null && it.up) {
      notWaitedFor(peer, nowNanos);
    }
  }

  /// @param answered whether the attempt was refused at once; else nobody is there
  void unreachable(String peer, boolean answered, long nowNanos) {
    if (isDone()) {
      return;
    }
    int times = refusals.merge(peer, answered ? 1 : REFUSALS_MAX, Integer::sum);
    Awaited it = roster.get(peer);
    if (it != null && !it.up && times >= REFUSALS_MAX) {
      notWaitedFor(peer, nowNanos);
    }
  }

  void removed(String peer, long nowNanos) {
    roster.remove(peer);
    check(nowNanos);
  }

  private void notWaitedFor(String peer, long nowNanos) {
    roster.put(peer, new Awaited(copy(Set.of()), false));
    check(nowNanos);
  }

  /// To be called now and then until [#isDone].
  void check(long nowNanos) {
    for (AddressFamily family : copy(deferring)) {
      if (isOver(family, nowNanos)) {
        deferring.remove(family);
        over.accept(family, awaited(family, nowNanos));
      }
    }
  }

  private boolean isOver(AddressFamily family, long nowNanos) {
    long waited = nowNanos - startNanos;
    return waited >= seconds * SECOND
        || awaited(family, nowNanos).isEmpty() && (!ranges || waited >= ABSENT_SECONDS * SECOND);
  }

  /// Who is waited for, by family.
  Map<AddressFamily, List<String>> awaited(long nowNanos) {
    Map<AddressFamily, List<String>> awaited = new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : deferring) {
      awaited.put(family, awaited(family, nowNanos));
    }
    return awaited;
  }

  private List<String> awaited(AddressFamily family, long nowNanos) {
    boolean late = nowNanos - startNanos >= ABSENT_SECONDS * SECOND;
    List<String> names = new ArrayList<>();
    roster.forEach((name, it) -> {
      if (it.families.contains(family) && (it.up || !late)) {
        names.add(name);
      }
    });
    return names;
  }

  /// For how long still, at most.
  Duration left(long nowNanos) {
    return isDone()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, startNanos + seconds * SECOND - nowNanos));
  }
}
