package io.munia.fib.netlink;

import io.munia.fib.netlink.message.RouteReader;
import io.munia.net.IpAddress;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Targets as small numbers: a million routes share a few next-hop sets, so a route keeps 4 bytes
/// for what it is to lead to and 4 for what it leads to. Equal sets have equal numbers, whatever
/// the order of their hops. Counted: a number is free again when no route has it. Owned by the FIB
/// thread.
final class HopSets {
  /// Nobody has said yet what the route is to be.
  static final int UNASKED = -1;

  /// There is no route.
  static final int NONE = 0;

  static final int DISCARD = 1;

  /// In the kernel, but of a form that we never write: weights, encapsulation, a source address.
  static final int OTHER = 2;

  private static final int FIRST = 3;
  private static final Comparator<Hop> ORDER =
      Comparator.<Hop, IpAddress>comparing(Hop::gateway).thenComparingInt(Hop::interfaceIndex);

  private final Map<List<Hop>, Integer> ids = new HashMap<>();
  private Target.@Nullable Forward[] targets = new Target.Forward[64];
  private int[] references = new int[64];
  private int[] free = new int[64];
  private int freeCount;
  private int next = FIRST;

  private @Nullable Target lastTarget;
  private int lastTargetId;
  private @Nullable Hop lastHop;
  private int lastHopId;

  /// The number of what is asked for; a set without hops is no route.
  @SuppressWarnings("ReferenceEquality") // a fast path: equal objects have the same number anyway
  int of(Target target) {
    return switch (target) {
      case Target.Absent() -> NONE;
      case Target.Discard() -> DISCARD;
      case Target.Forward forward -> {
        if (forward == lastTarget) {
          yield lastTargetId;
        }
        int id = intern(forward.hops());
        lastTarget = forward;
        lastTargetId = id;
        yield id;
      }
    };
  }

  /// The number of what the kernel says.
  int of(RouteReader route) {
    if (route.discards()) {
      return DISCARD;
    }
    Hop same = lastHop;
    if (same != null && route.single() && route.leadsTo(same)) {
      return lastHopId;
    }
    List<Hop> hops = route.plainHops();
    if (hops.isEmpty()) {
      return OTHER;
    }
    int id = intern(hops);
    if (hops.size() == 1) {
      lastHop = hops.getFirst();
      lastHopId = id;
    }
    return id;
  }

  /// What a number stands for; a form that we never write shows as a set without hops.
  Target target(int id) {
    return switch (id) {
      case UNASKED, NONE -> new Target.Absent();
      case DISCARD -> new Target.Discard();
      case OTHER -> new Target.Forward(List.of());
      default -> {
        Target.Forward target = targets[id];
        yield target == null ? new Target.Absent() : target;
      }
    };
  }

  /// Whether a route with these hops leads wherever one with those does, and elsewhere as well.
  boolean wider(int id, int than) {
    if (id == than || id < FIRST || than < FIRST) {
      return false;
    }
    Target.Forward wide = targets[id];
    Target.Forward narrow = targets[than];
    return wide != null && narrow != null && wide.hops().containsAll(narrow.hops());
  }

  int size() {
    return ids.size();
  }

  void retain(int id) {
    if (id >= FIRST) {
      references[id]++;
    }
  }

  void release(int id) {
    if (id >= FIRST && --references[id] == 0) {
      Target.Forward gone = targets[id];
      if (gone != null) {
        ids.remove(gone.hops());
      }
      targets[id] = null;
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, 2 * free.length);
      }
      free[freeCount++] = id;
      lastTarget = null;
      lastHop = null;
    }
  }

  private int intern(List<Hop> hops) {
    List<Hop> canonical =
        hops.size() == 1 ? hops : new ArrayList<>(hops).stream().distinct().sorted(ORDER).toList();
    if (canonical.isEmpty()) {
      return NONE;
    }
    Integer known = ids.get(canonical);
    if (known != null) {
      return known;
    }
    int id = freeCount > 0 ? free[--freeCount] : next++;
    if (id == targets.length) {
      targets = Arrays.copyOf(targets, 2 * id);
      references = Arrays.copyOf(references, 2 * id);
    }
    Target.Forward target = new Target.Forward(canonical);
    targets[id] = target;
    references[id] = 0;
    ids.put(target.hops(), id);
    return id;
  }
}
