package io.munia.rib.out;

import io.munia.rib.table.ChangeList;
import io.munia.rib.table.ShortPages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What members that were moved here were told in the group they come from: what that group makes
/// of every entry that has not changed since they had read it. Where this group makes the same of
/// it, they need not hear of it again. Owned by the RIB's loop.
final class ToldBefore {
  private final Exporter there;
  private final Exporter here;
  private final ChangeList changes;
  private final long version;
  private final Map<Keys, Boolean> same = new HashMap<>();

  private record Keys(long there, long here) {}

  /// @param version up to which they had read
  ToldBefore(Exporter there, Exporter here, ChangeList changes, long version) {
    this.there = there;
    this.here = here;
    this.changes = changes;
    this.version = version;
  }

  /// Takes those entries out that the members know as they are.
  ///
  /// @param told what they were told
  /// @return how many are left at `entries[0, left)`
  int keepOthers(int[] entries, int count, Told told) {
    if (!(told instanceof Told.Best(ShortPages state)) || !there.writesAs(here)) {
      return count;
    }
    there.begin();
    here.begin();
    same.clear();
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!isKnown(entries[i], state)) {
        entries[left++] = entries[i];
      }
    }
    return left;
  }

  private boolean isKnown(int entry, ShortPages state) {
    if (changes.changedSince(entry, version)) {
      return false;
    }
    long now = here.keyAsItWas(entry);
    if (now == Exporter.NOTHING || state.get(entry) != Exporter.source(now)) {
      return false;
    }
    long then = there.keyAsItWas(entry);
    boolean known =
        then != Exporter.NOTHING && same.computeIfAbsent(new Keys(then, now), this::isSame);
    if (known) {
      here.count(now);
    }
    return known;
  }

  private boolean isSame(Keys keys) {
    Announcement then = there.announcement(keys.there());
    Announcement now = here.announcement(keys.here());
    return then.nextHop().equals(now.nextHop())
        && there.writesAs(here, now.nextHop())
        && then.originatorId() == now.originatorId()
        && then.sendMed() == now.sendMed()
        && Arrays.equals(
            then.section(), then.from(), then.to(), now.section(), now.from(), now.to());
  }
}
