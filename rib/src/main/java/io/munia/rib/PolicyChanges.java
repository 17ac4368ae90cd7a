package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.out.Member;
import io.munia.rib.out.UpdateGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// Has neighbours go on under other policies, or with next hops written otherwise: what they said
/// is looked at anew ([Reimport]), and they move to the groups that tell what they are to hear,
/// those who stood together together. Owned by the RIB's loop.
final class PolicyChanges {
  private final Hits hits;
  private final Reimport reimport;
  private final BiFunction<PeerProfile, AddressFamily, UpdateGroup> groupOf;
  private final Map<UpdateGroup, Map<UpdateGroup, Set<Member>>> moves = new LinkedHashMap<>();

  /// @param groupOf the group of such a neighbour, made where there is none
  PolicyChanges(
      Hits hits, Reimport reimport, BiFunction<PeerProfile, AddressFamily, UpdateGroup> groupOf) {
    this.hits = hits;
    this.reimport = reimport;
    this.groupOf = groupOf;
  }

  /// Groups may be empty afterwards, and not before: two neighbours may change places.
  ///
  /// @param up all neighbours
  void carryOut(Collection<Neighbour> up, Map<RibPeer, PeerProfile.Policies> changed) {
    // In an order that does not change from run to run.
    List<Neighbour> ordered = new ArrayList<>(up);
    ordered.sort(Comparator.comparingInt(neighbour -> neighbour.source.index()));
    for (Neighbour neighbour : ordered) {
      PeerProfile.Policies wanted = changed.get(neighbour);
      if (wanted != null) {
        change(neighbour, wanted);
      }
    }
    move();
  }

  /// This neighbour is to have its next hops written like this.
  void carryOut(Neighbour neighbour, LinkNextHops written) {
    neighbour.written(written);
    regroup(neighbour);
    move();
  }

  private void move() {
    moves.forEach((from, targets) -> targets.forEach((to, members) -> to.adopt(from, members)));
  }

  private void change(Neighbour neighbour, PeerProfile.Policies wanted) {
    PeerProfile before = neighbour.profile;
    neighbour.policies(before.under(wanted), hits.imports(wanted.imports()));
    if (!before.importPolicy().equals(wanted.imports()) || !before.rules().equals(wanted.rules())) {
      reimport.changed(neighbour);
    }
    regroup(neighbour);
  }

  private void regroup(Neighbour neighbour) {
    for (AddressFamily family : AddressFamily.values()) {
      UpdateGroup from = neighbour.group(family);
      Member member = neighbour.member(family);
      if (from == null || member == null) {
        continue;
      }
      UpdateGroup to = groupOf.apply(neighbour.profile, family);
      if (to != from) {
        neighbour.moved(to);
        moves
            .computeIfAbsent(from, _ -> new LinkedHashMap<>())
            .computeIfAbsent(to, _ -> new LinkedHashSet<>())
            .add(member);
      }
    }
  }
}
