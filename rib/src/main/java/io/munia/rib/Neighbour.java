package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.decision.LocRib;
import io.munia.rib.out.Member;
import io.munia.rib.out.UpdateGroup;
import io.munia.rib.policy.PolicyEvaluator;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An established neighbour: turns its UPDATEs into paths. Attributes are interned once for each
/// UPDATE, and import policy is asked once where it does not look at prefixes. Owned by the RIB's
/// loop.
final class Neighbour implements RibPeer {
  private static final int NOT_ASKED = -2;

  final PeerProfile profile;
  final Source source;
  final Consumer<Notification> end;
  private final Rib rib;
  private final Tables tables;
  private final PolicyEvaluator policy;
  private final NlriCursor cursor = new NlriCursor();
  private final AttributeScan scan = new AttributeScan();
  private final Map<AddressFamily, Member> members = new EnumMap<>(AddressFamily.class);
  private final Map<AddressFamily, UpdateGroup> groups = new EnumMap<>(AddressFamily.class);
  private final Set<AddressFamily> initialRoutesIn = EnumSet.noneOf(AddressFamily.class);
  private boolean up = true;
  private long updatesIn;
  private long treatedAsWithdraw;
  private long attributesDiscarded;
  private int changedRule = NOT_ASKED;
  private int changedSet;

  @SuppressWarnings("UnusedVariable")
  private int fetched;

  Neighbour(
      PeerProfile profile, Source source, Consumer<Notification> end, Rib rib, Tables tables) {
    this.profile = profile;
    this.source = source;
    this.end = end;
    this.rib = rib;
    this.tables = tables;
    this.policy = new PolicyEvaluator(profile.importPolicy());
  }

  /// There is no room for it: what it says until it is ended is not taken.
  void refused() {
    up = false;
  }

  void joined(UpdateGroup group, Member member) {
    groups.put(group.key().family(), group);
    members.put(group.key().family(), member);
    group.join(member);
  }

  /// The groups it was in, which it has left.
  Iterable<UpdateGroup> leaveGroups() {
    groups.forEach((family, group) -> {
      Member member = members.get(family);
      if (member != null) {
        group.leave(member);
      }
    });
    return groups.values();
  }

  /// It has told all it had, or has had the time to.
  void initialRoutesAreIn(AddressFamily family) {
    if (profile.negotiated().families().contains(family) && initialRoutesIn.add(family)) {
      rib.initialRoutesChanged(family);
    }
  }

  boolean initialRoutesIn(AddressFamily family) {
    return up && initialRoutesIn.contains(family);
  }

  @Nullable Member member(AddressFamily family) {
    return members.get(family);
  }

  @Nullable UpdateGroup group(AddressFamily family) {
    return groups.get(family);
  }

  @Override
  public void received(UpdateReader update, Verdict verdict) {
    if (!up) {
      return;
    }
    updatesIn++;
    boolean withdrawAll =
        switch (verdict) {
          case Verdict.Intact _ -> false;
          case Verdict.AttributeDiscarded _ -> {
            attributesDiscarded++;
            yield false;
          }
          case Verdict.TreatAsWithdraw _ -> {
            treatedAsWithdraw++;
            yield true;
          }
          case Verdict.ResetSession _ -> true;
        };
    for (AddressFamily family : AddressFamily.values()) {
      if (!profile.negotiated().families().contains(family)) {
        continue;
      }
      if (update.withdrawn(family, cursor)) {
        withdraw(family);
      }
      if (update.announced(family, cursor)) {
        if (withdrawAll) {
          withdraw(family);
        } else {
          announce(family, update);
        }
      }
      if (update.isEndOfRib(family)) {
        initialRoutesAreIn(family);
      }
    }
  }

  @Override
  public void refresh(RouteRefresh request) {
    UpdateGroup group = groups.get(request.family());
    Member member = members.get(request.family());
    if (!up || group == null || member == null) {
      return;
    }
    switch (request.subtype()) {
      case REQUEST -> {
        group.refresh(member);
        rib.serveSoon();
      }
      case BEGINNING, END -> {
        // Paths that the neighbour sends again replace themselves; what it withdraws, it withdraws.
      }
    }
  }

  @Override
  public void writable() {
    rib.serve();
  }

  @Override
  public void down() {
    if (up) {
      up = false;
      source.died();
      rib.down(this);
    }
  }

  @Override
  public Counters counters() {
    long out = 0;
    for (Member member : members.values()) {
      out += member.announced();
    }
    return new Counters(source.paths(), out, updatesIn, treatedAsWithdraw, attributesDiscarded);
  }

  private void withdraw(AddressFamily family) {
    LocRib table = tables.rib(family);
    while (cursor.next()) {
      table.withdraw(source, cursor.pathId(), cursor.high(), cursor.low(), cursor.length());
    }
  }

  private void announce(AddressFamily family, UpdateReader update) {
    int nextHop =
        tables.nextHops.intern(
            update.nextHopIsV6(family), update.nextHopHigh(family), update.nextHopLow(family));
    byte[] section = update.attributes();
    int from = update.attributesFrom();
    int to = update.attributesTo();
    int set = tables.attributes.intern(section, from, to, nextHop, source.index());
    if (set == 0) {
      tables.nextHops.release(nextHop);
      withdraw(family);
      return;
    }
    policy.over(section, from, to);
    int flags = flags(section, from, to, tables.nextHops.get(nextHop).address());
    int rule = policy.looksAtPrefix() ? NOT_ASKED : rule(family);
    LocRib table = tables.rib(family);
    int fetched = 0;
    while (cursor.next()) {
      fetched += table.table().fetch(cursor.high(), cursor.low(), cursor.length());
    }
    this.fetched = fetched;
    update.announced(family, cursor);
    while (cursor.next()) {
      announce(table, set, flags, rule == NOT_ASKED ? rule(family) : rule);
    }
    if (changedRule != NOT_ASKED) {
      if (changedSet != 0) {
        tables.attributes.release(changedSet);
      }
      changedRule = NOT_ASKED;
    }
    tables.attributes.release(set);
    tables.nextHops.release(nextHop);
  }

  private void announce(LocRib table, int set, int flags, int rule) {
    int stored = set;
    int received = 0;
    int marks = flags;
    if (!policy.accepts(rule)) {
      marks |= PathStore.REJECTED;
    } else if (!policy.changesNothing(rule)) {
      stored = changed(set, rule);
      received = stored == set ? 0 : set;
      marks |= policy.setsMed(rule) ? PathStore.MED_SET : 0;
    }
    boolean taken =
        stored != 0
            && table.announce(
                source,
                cursor.pathId(),
                cursor.high(),
                cursor.low(),
                cursor.length(),
                stored,
                received,
                marks);
    if (!taken) {
      table.withdraw(source, cursor.pathId(), cursor.high(), cursor.low(), cursor.length());
    }
  }

  private int rule(AddressFamily family) {
    return policy.rule(
        family,
        cursor.high(),
        cursor.low(),
        cursor.length(),
        origin(),
        profile.name(),
        profile.group());
  }

  /// What a rule makes of the set, worked out once for an UPDATE as long as one rule decides.
  private int changed(int set, int rule) {
    if (rule == changedRule) {
      return changedSet;
    }
    AttributePool pool = tables.attributes;
    if (changedRule != NOT_ASKED && changedSet != 0) {
      pool.release(changedSet);
    }
    byte[] section =
        policy.apply(
            rule, pool.section(set), pool.from(set), pool.to(set), profile.negotiated().localAs());
    changedRule = rule;
    changedSet =
        section.length > 0xffff
            ? 0
            : pool.intern(section, 0, section.length, pool.nextHop(set), source.index());
    return changedSet;
  }

  private int flags(byte[] section, int from, int to, IpAddress nextHop) {
    Negotiated negotiated = profile.negotiated();
    scan.over(section, from, to);
    int flags = PathStore.originFlags(origin());
    if (scan.asPathContains(negotiated.localAs().bits())
        || scan.originatorId() == negotiated.localId().bits()
        || scan.clusterListContains(profile.clusterId().bits())) {
      flags |= PathStore.LOOPED;
    }
    if (nextHop.equals(profile.localV4()) || nextHop.equals(profile.localV6())) {
      flags |= PathStore.OWN_NEXT_HOP;
    }
    return flags;
  }

  private PathOrigin origin() {
    return profile.role() == PeerProfile.Role.EBGP ? PathOrigin.EBGP : PathOrigin.IBGP;
  }
}
