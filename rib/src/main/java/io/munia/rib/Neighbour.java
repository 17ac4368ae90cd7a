package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.rib.decision.LocRib;
import io.munia.rib.out.Member;
import io.munia.rib.out.UpdateGroup;
import io.munia.rib.policy.PolicyEvaluator;
import io.munia.rib.policy.PolicyHits;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An established neighbour: turns its UPDATEs into paths. Attributes are interned once for each
/// UPDATE, and import policy is asked once where it does not look at prefixes. Owned by the RIB's
/// loop.
final class Neighbour implements RibPeer {
  PeerProfile profile;
  final Source source;
  final PeerHost host;
  Importer importer;
  private ImportRules rules;
  private final Rib rib;
  private final Tables tables;
  private final RefreshIn refreshIn;
  private final PrefixGauges gauges;

  /// Those of unicast.
  private final AddressFamily[] families;

  /// What takes in the others, where there are any.
  private final @Nullable OpaqueIn opaque;

  private final NlriCursor cursor = new NlriCursor();
  private final AttributeScan scan = new AttributeScan();
  private final Map<AddressFamily, Member> members = new EnumMap<>(AddressFamily.class);
  private final Map<AddressFamily, UpdateGroup> groups = new EnumMap<>(AddressFamily.class);
  private final Set<AddressFamily> initialRoutesIn = EnumSet.noneOf(AddressFamily.class);

  /// Families whose End-of-RIB this session has brought, and whose refresh came before it.
  private final Set<AddressFamily> endOfRibIn = EnumSet.noneOf(AddressFamily.class);

  private final Set<AddressFamily> earlyRefreshes = EnumSet.noneOf(AddressFamily.class);
  private boolean up = true;

  /// It has still to show how it writes link-local next hops.
  private boolean listens;

  /// It is lost, and what it told is kept.
  private boolean away;

  private int generation;
  private long updatesIn;
  private long treatedAsWithdraw;
  private long attributesDiscarded;

  @SuppressWarnings("UnusedVariable") // else nothing would be fetched
  private int fetched;

  Neighbour(
      PeerProfile profile, Source source, PeerHost host, Rib rib, Tables tables, PolicyHits hits) {
    this.profile = profile;
    this.source = source;
    this.host = host;
    this.rib = rib;
    this.tables = tables;
    this.importer = new Importer(this, tables, new PolicyEvaluator(profile.importPolicy(), hits));
    this.rules = new ImportRules(profile);
    this.listens = profile.nextHops().learns();
    this.families =
        profile.negotiated().families().stream()
            .filter(AddressFamily::isUnicast)
            .sorted()
            .toArray(AddressFamily[]::new);
    this.refreshIn = new RefreshIn(source, host, rib.alarm(), rib::stale);
    this.gauges = new PrefixGauges(profile.limits(), source, host);
    this.opaque =
        profile.negotiated().families().size() > families.length
            ? new OpaqueIn(this, tables, gauges)
            : null;
  }

  /// From now on its routes pass these; those that are there are to be asked about anew.
  void policies(PeerProfile changed, PolicyHits hits) {
    if (!changed.importPolicy().equals(profile.importPolicy())) {
      importer = new Importer(this, tables, new PolicyEvaluator(changed.importPolicy(), hits));
      source.importPolicy(changed.importPolicy().name());
    }
    profile = changed;
    rules = new ImportRules(changed);
  }

  /// From now on next hops are to be written to it like this.
  void written(LinkNextHops nextHops) {
    profile = profile.with(nextHops);
  }

  @Override
  public LinkNextHops nextHops() {
    return profile.nextHops();
  }

  ImportRules rules() {
    return rules;
  }

  /// It is served by another group from now on, which has taken the member over.
  void moved(UpdateGroup group) {
    groups.put(group.key().family(), group);
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
    List<UpdateGroup> left = List.copyOf(groups.values());
    groups.forEach((family, group) -> {
      Member member = members.get(family);
      if (member != null) {
        group.leave(member);
      }
    });
    members.clear();
    groups.clear();
    return left;
  }

  /// It has told all it had, or has had the time to.
  void initialRoutesAreIn(AddressFamily family) {
    if (family.isUnicast()
        && profile.negotiated().families().contains(family)
        && initialRoutesIn.add(family)) {
      rib.initialRoutesChanged(family);
    }
  }

  boolean initialRoutesIn(AddressFamily family) {
    return (up || away && source.kept(family) > 0) && initialRoutesIn.contains(family);
  }

  /// It has the place of one that was lost, and its source.
  void succeeds(Neighbour lost) {
    lost.away = false;
    for (AddressFamily family : lost.initialRoutesIn) {
      if (source.kept(family) > 0 && profile.negotiated().families().contains(family)) {
        initialRoutesIn.add(family);
      }
    }
  }

  boolean isAway() {
    return away;
  }

  /// Whether a path with these marks is kept for long, as the last choice.
  boolean keepsLong(AddressFamily family, int marks) {
    return source.keepsLong(family) && source.keeps(family, PathStore.generationOf(marks));
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
    boolean withdrawAll = !(verdict instanceof Verdict.Intact) && isWithdrawal(verdict);
    for (AddressFamily family : families) {
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
      if (!rib.reimports(this)) {
        gauges.readIn(family);
      }
      if (update.isEndOfRib(family)) {
        ended(family);
      }
    }
    if (opaque != null) {
      opaque.received(update, withdrawAll, !rib.reimports(this));
    }
    if (listens && !withdrawAll) {
      listen(update.linkLocalForm());
    }
  }

  /// The first link-local next hop shows which form it knows.
  private void listen(@Nullable LinkLocalForm heard) {
    LinkNextHops before = profile.nextHops();
    LinkNextHops now = heard == null ? before : before.learned(heard);
    listens = now.learned().filter(form -> form == heard).isEmpty();
    if (!now.equals(before)) {
      rib.written(this, now);
    }
  }

  /// It has said End-of-RIB.
  void ended(AddressFamily family) {
    endOfRibIn.add(family);
    initialRoutesAreIn(family);
    rib.endOfRib(this, family);
  }

  private boolean isWithdrawal(Verdict verdict) {
    return switch (verdict) {
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
      case BEGINNING -> {
        if (member.markedRefresh() && mayRefresh(request.family())) {
          refreshIn.begins(request.family());
        }
      }
      case END -> {
        if (member.markedRefresh()) {
          refreshIn.ends(request.family());
        }
      }
    }
  }

  /// Before its End-of-RIB a neighbour that knows graceful restart has not told all: what it does
  /// not name again is not gone ([RFC 7313 §4](https://www.rfc-editor.org/rfc/rfc7313#section-4)).
  private boolean mayRefresh(AddressFamily family) {
    if (!profile.negotiated().restart().known() || endOfRibIn.contains(family)) {
      return true;
    }
    if (earlyRefreshes.add(family)) {
      host.warn("%s: a refresh that began before End-of-RIB is ignored".formatted(family));
    }
    return false;
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
    } else if (away) {
      rib.forget(profile.name());
    }
  }

  @Override
  public void lost(Retention how) {
    if (up && how.keepsAny() && rib.keeps(this, how)) {
      up = false;
      away = true;
      rib.lost(this);
    } else {
      down();
    }
  }

  /// What was kept of it goes.
  void forgotten() {
    away = false;
    source.died();
  }

  @Override
  public Counters counters() {
    long out = 0;
    for (Member member : members.values()) {
      out += member.announced();
    }
    long tooLong = groups.values().stream().mapToLong(UpdateGroup::tooLong).sum();
    return new Counters(
        source.paths(), out, updatesIn, treatedAsWithdraw, attributesDiscarded, tooLong);
  }

  @Override
  public List<Limited> limits() {
    return gauges.pictures(this::announced, this::leftOut);
  }

  /// Whether one of its paths may be what another policy makes of it, see [PrefixGauges].
  boolean hasRoom(AddressFamily family, int held, int marks) {
    return gauges.hasRoom(family, held, marks);
  }

  /// One of its paths was left out.
  void refused(AddressFamily family) {
    gauges.refused(family);
  }

  /// Looks at what it has announced, of which another policy may have let in more.
  void checkIn() {
    profile.negotiated().families().forEach(gauges::readIn);
  }

  /// Whether it may be brought only so many prefixes.
  boolean limitedOut() {
    return gauges.limitedOut();
  }

  /// Looks at what it was announced, as far as the readers have come.
  void checkOut() {
    gauges.readOut(this::announced, this::leftOut);
  }

  private int announced(AddressFamily family) {
    Member member = members.get(family);
    return member == null ? 0 : member.announced();
  }

  private long leftOut(AddressFamily family) {
    UpdateGroup group = groups.get(family);
    return group == null ? 0 : group.leftOut();
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
    int hash = tables.attributes.hash(section, from, to, nextHop);
    LocRib table = tables.rib(family);
    int fetched = tables.attributes.fetch(hash);
    while (cursor.next()) {
      fetched += table.table().fetch(cursor.high(), cursor.low(), cursor.length());
    }
    this.fetched = fetched;
    update.announced(family, cursor);
    int set = tables.attributes.intern(section, from, to, nextHop, source.index(), hash);
    if (set == 0) {
      tables.nextHops.release(nextHop);
      withdraw(family);
      return;
    }
    importer.over(family, set);
    generation = PathStore.generationFlags(source.generations(family).current());
    while (cursor.next()) {
      announce(table);
    }
    importer.end();
    tables.attributes.release(set);
    tables.nextHops.release(nextHop);
  }

  private void announce(LocRib table) {
    importer.ask(cursor.high(), cursor.low(), cursor.length());
    boolean taken =
        importer.set() != 0
            && !gauges.isTooMany(
                table,
                cursor.pathId(),
                cursor.high(),
                cursor.low(),
                cursor.length(),
                importer.flags())
            && table.announce(
                source,
                cursor.pathId(),
                cursor.high(),
                cursor.low(),
                cursor.length(),
                importer.set(),
                importer.received(),
                importer.flags() | generation,
                importer.weight());
    if (!taken) {
      table.withdraw(source, cursor.pathId(), cursor.high(), cursor.low(), cursor.length());
    }
  }

  /// What is to be said of a path with these attributes, whatever policy does.
  int flags(byte[] section, int from, int to, IpAddress nextHop, AddressFamily family) {
    Negotiated negotiated = profile.negotiated();
    scan.over(section, from, to);
    int flags = PathStore.originFlags(origin());
    if (rules.isLoop(scan)
        || scan.originatorId() == negotiated.localId().bits()
        || scan.clusterListLength() > 0 && isClusterLoop()) {
      flags |= PathStore.LOOPED;
    }
    if (rules.isLeak(scan, family)) {
      flags |= PathStore.LEAKED;
    }
    if (isOwn(nextHop)) {
      flags |= PathStore.OWN_NEXT_HOP;
    }
    return flags;
  }

  /// Whether its rules change what [#flags] was asked about last.
  boolean ruled(AddressFamily family) {
    return rules.change(scan, family);
  }

  boolean isOwn(IpAddress nextHop) {
    return nextHop.equals(profile.localV4()) || nextHop.equals(profile.localV6());
  }

  private boolean isClusterLoop() {
    boolean loop = scan.clusterListContains(profile.clusterId().bits());
    for (RouterId own : rib.clusters()) {
      loop |= scan.clusterListContains(own.bits());
    }
    return loop;
  }

  PathOrigin origin() {
    return profile.role() == PeerProfile.Role.EBGP ? PathOrigin.EBGP : PathOrigin.IBGP;
  }
}
