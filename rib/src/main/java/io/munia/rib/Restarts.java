package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;
import io.munia.rib.table.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Neighbours whose session was lost and whose paths are kept until they are back and have told
/// them again ([RFC 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2), [RFC 9494
/// §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2)). The source of such a neighbour lives
/// on; which of its paths are old, its generations know. Owned by the RIB's loop.
final class Restarts {
  private final Alarm alarm;
  private final Follows follows;
  private final Map<String, Kept> kept = new HashMap<>();

  /// What follows for the tables.
  interface Follows {
    /// The stale paths of this family go.
    void stale(Source source, AddressFamily family);

    /// All paths of a neighbour that is not there go.
    void gone(Neighbour neighbour);

    /// Import policy is to be asked anew: what is kept is the last choice from now on.
    void lastChoice(Neighbour neighbour);
  }

  /// One neighbour, lost once or more often.
  private static final class Kept {
    Neighbour neighbour;

    /// Whether its session stands again.
    boolean back;

    /// Another number with every loss: an alarm that was set before has nothing to say.
    int loss;

    final Map<AddressFamily, Family> families = new EnumMap<>(AddressFamily.class);

    Kept(Neighbour neighbour) {
      this.neighbour = neighbour;
    }
  }

  /// @param loss by whose number it began
  /// @param how of that loss
  /// @param untilNanos when it goes, whatever happens
  private record Family(int loss, Retention how, boolean longLived, long untilNanos) {}

  Restarts(Alarm alarm, Follows follows) {
    this.alarm = alarm;
    this.follows = follows;
  }

  /// A session is lost. What was stale already goes, unless it is kept for long.
  ///
  /// @return whether anything is kept
  boolean lost(Neighbour neighbour, Retention how) {
    Kept it = kept.computeIfAbsent(neighbour.profile.name(), _ -> new Kept(neighbour));
    it.neighbour = neighbour;
    it.back = false;
    it.loss++;
    Source source = neighbour.source;
    for (AddressFamily family : AddressFamily.values()) {
      Family before = it.families.get(family);
      boolean longLived = before != null && before.longLived;
      boolean keeps = how.keeps(family) && (!longLived || how.longLived().containsKey(family));
      if ((!keeps || !longLived) && source.dropLost(family)) {
        follows.stale(source, family);
        longLived = false;
      }
      it.families.remove(family);
      if (!keeps && source.paths(family) == 0) {
        continue;
      }
      if (!source.lose(family)) {
        down(neighbour);
        return false;
      }
      if (!keeps) {
        source.dropLost(family);
        follows.stale(source, family);
      } else if (longLived) {
        it.families.put(family, before);
      } else {
        it.families.put(
            family, new Family(it.loss, how, false, alarm.nowNanos() + away(how, family)));
      }
    }
    if (it.families.isEmpty()) {
      down(neighbour);
      return false;
    }
    await(it, how);
    return true;
  }

  private static long away(Retention how, AddressFamily family) {
    return how.away(family).toNanos();
  }

  private void await(Kept it, Retention how) {
    int loss = it.loss;
    for (AddressFamily family : List.copyOf(it.families.keySet())) {
      Family now = Objects.requireNonNull(it.families.get(family));
      if (now.longLived) {
        follows.lastChoice(it.neighbour); // what the lost session had told again is as old now
        continue;
      }
      Duration away = how.away(family);
      if (away.isZero()) {
        overdue(it, family);
      } else {
        alarm.after(
            away,
            () -> {
              if (it.loss == loss && !it.back) {
                overdue(it, family);
              }
            });
      }
    }
    if (!how.stale().isZero()) {
      alarm.after(
          how.stale(),
          () -> {
            if (it.loss == loss) {
              tooLong(it);
            }
          });
    }
  }

  /// The neighbour is not back in time: what may be kept for long is the last choice from now on.
  private void overdue(Kept it, AddressFamily family) {
    Family now = it.families.get(family);
    if (now == null || now.longLived) {
      return;
    }
    Duration behind = now.how.longLived().getOrDefault(family, Duration.ZERO);
    if (behind.isZero()) {
      drop(it, family);
      return;
    }
    Family later = new Family(now.loss, now.how, true, alarm.nowNanos() + behind.toNanos());
    it.families.put(family, later);
    it.neighbour.source.keepLong(family);
    follows.lastChoice(it.neighbour);
    alarm.after(
        behind,
        () -> {
          if (later.equals(it.families.get(family))) {
            drop(it, family);
          }
        });
  }

  /// The neighbour is back and has not said End-of-RIB in time.
  private void tooLong(Kept it) {
    for (AddressFamily family : List.copyOf(it.families.keySet())) {
      if (Objects.requireNonNull(it.families.get(family)).longLived) {
        continue;
      }
      if (!it.back) {
        overdue(it, family);
      } else {
        it.neighbour.host.warn(
            "%s: End-of-RIB has not come in time; what was kept of its paths and not told again goes"
                .formatted(family));
        drop(it, family);
      }
    }
  }

  private void drop(Kept it, AddressFamily family) {
    Source source = it.neighbour.source;
    it.families.remove(family);
    if (source.dropLost(family)) {
      follows.stale(source, family);
    }
    if (it.families.isEmpty()) {
      kept.remove(it.neighbour.profile.name(), it);
      if (!it.back) {
        follows.gone(it.neighbour);
      }
    }
  }

  /// Whoever was there before under this name, if its source is kept.
  @Nullable Neighbour away(String name) {
    Kept it = kept.get(name);
    return it == null || it.back ? null : it.neighbour;
  }

  /// The neighbour is back, with the source of the one before. What it did not keep forwarding
  /// state of goes at once ([RFC 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2)).
  void back(Neighbour neighbour) {
    Kept it = kept.get(neighbour.profile.name());
    if (it == null) {
      return;
    }
    it.neighbour = neighbour;
    it.back = true;
    Negotiated now = neighbour.profile.negotiated();
    for (AddressFamily family : List.copyOf(it.families.keySet())) {
      Family before = Objects.requireNonNull(it.families.get(family));
      boolean forwards =
          before.longLived || !before.how.families().contains(family)
              ? now.longLived().forwarding().contains(family)
              : now.restart().forwarding().contains(family);
      if (!forwards || !now.families().contains(family)) {
        drop(it, family);
      } else if (!before.longLived) {
        long loss = before.untilNanos - away(before.how, family);
        it.families.put(
            family,
            new Family(before.loss, before.how, false, loss + before.how.stale().toNanos()));
      }
    }
  }

  /// All that the neighbour has is told: what it has not told again goes.
  void endOfRib(Neighbour neighbour, AddressFamily family) {
    Kept it = kept.get(neighbour.profile.name());
    if (it != null && it.back && it.neighbour == neighbour && it.families.containsKey(family)) {
      drop(it, family);
    }
  }

  /// What was kept of this neighbour is to go, whether or not it is back.
  void forget(String name) {
    Kept it = kept.get(name);
    if (it != null) {
      for (AddressFamily family : List.copyOf(it.families.keySet())) {
        drop(it, family);
      }
    }
  }

  /// The session is over and nothing of it stays.
  void down(Neighbour neighbour) {
    Kept it = kept.get(neighbour.profile.name());
    if (it != null && it.neighbour == neighbour) {
      kept.remove(neighbour.profile.name());
      it.loss++;
      it.families.clear();
    }
  }

  /// What is kept of a neighbour, for people.
  List<StaleRoutes> of(String name) {
    Kept it = kept.get(name);
    List<StaleRoutes> routes = new ArrayList<>();
    if (it != null) {
      it.families.forEach((family, now) ->
          routes.add(
              new StaleRoutes(
                  family,
                  it.neighbour.source.kept(family),
                  now.longLived,
                  it.back,
                  Duration.ofNanos(Math.max(0, now.untilNanos - alarm.nowNanos())))));
    }
    return routes;
  }
}
