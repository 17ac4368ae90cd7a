package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.session.MessageSink;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregation.Aggregations;
import io.munia.rib.decision.LocRib;
import io.munia.rib.out.GroupKey;
import io.munia.rib.out.Member;
import io.munia.rib.out.UpdateGroup;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Multipath;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The tables of one speaker: paths in, choice, changes out to readers with cursors. Owned by one
/// loop: every call comes on it.
public final class Rib {
  private final Settings settings;
  private final Executor loop;
  private final Alarm alarm;
  private final Limits limits;
  private final NextHopTracking nextHops;
  private final Tables tables;
  private final Sweep sweep;
  private final Aggregations aggregations;
  private final Reimport reimport;
  private final Hits hits = new Hits();
  private final Map<GroupKey, UpdateGroup> groups = new LinkedHashMap<>();
  private final Map<String, Neighbour> neighbours = new HashMap<>();
  private final Map<Source, Neighbour> bySource = new HashMap<>();
  private final Eviction eviction;
  private final List<Runnable> deferred = new ArrayList<>();
  private final RibView view;
  private final Set<AddressFamily> discardsWaiting = EnumSet.noneOf(AddressFamily.class);
  private final Set<AddressFamily> converging = EnumSet.noneOf(AddressFamily.class);
  private Set<RouterId> clusters = Set.of();
  private @Nullable FibReader fib;

  private final Trimming trimming = new Trimming();
  private final Restarts restarts;

  /// Families of which nothing is announced yet, see [#defer].
  private final Set<AddressFamily> deferring = EnumSet.noneOf(AddressFamily.class);

  private boolean serving;
  private boolean servingSoon;
  private boolean sweeping;

  /// @param localAs our AS
  /// @param routerId our BGP Identifier
  /// @param multipath how many paths are used together
  /// @param hashKey what nobody outside knows: hashes of what neighbours choose depend on it, so
  ///   that none can choose what falls on one place
  public record Settings(Asn localAs, RouterId routerId, Multipath multipath, long hashKey) {
    /// One path alone is used, and neighbours are trusted.
    public Settings(Asn localAs, RouterId routerId) {
      this(localAs, routerId, Multipath.OFF, 0);
    }
  }

  /// @param loop where work that is left over is continued: runs tasks one at a time, in order, on
  ///   the owner's thread
  /// @param alarm runs what has to wait on the same loop
  public Rib(Settings settings, NextHops nextHops, Executor loop, Alarm alarm) {
    this(settings, nextHops, loop, alarm, Limits.ofHeap(Runtime.getRuntime().maxMemory()));
  }

  Rib(Settings settings, NextHops nextHops, Executor loop, Alarm alarm, Limits limits) {
    this.settings = settings;
    this.loop = loop;
    this.alarm = alarm;
    this.limits = limits;
    this.nextHops =
        new NextHopTracking(
            nextHops,
            new NextHopTracking.Changed() {
              @Override
              public void changed(int nextHop, boolean decision) {
                nextHopChanged(nextHop, decision);
              }

              @Override
              public void answered() {
                if (!discardsWaiting.isEmpty()) {
                  serveSoon();
                }
              }
            });
    this.tables = new Tables(this.nextHops, limits.attributeBytes(), settings.hashKey());
    tables.setMultipath(settings.multipath());
    this.sweep = new Sweep(tables, limits.sweepEntries());
    this.aggregations =
        new Aggregations(
            tables.ribs(),
            tables.attributes,
            tables.sources,
            settings.localAs(),
            settings.routerId(),
            this::behind);
    this.reimport = new Reimport(tables, limits.sweepEntries());
    this.eviction =
        new Eviction(tables, limits, sweep, groups.values(), bySource, alarm, this::forget);
    this.restarts = new Restarts(alarm, new Loss());
    this.view = new View(tables, neighbours::get, bySource::get, aggregations, hits, restarts);
  }

  /// Takes a neighbour in; it is then served like any reader that starts at zero.
  ///
  /// @param host ends the session where it cannot be kept. [RibPeer#down] is expected to follow, at
  ///   once or later
  public RibPeer peerUp(PeerProfile profile, MessageSink sink, PeerHost host) {
    Negotiated negotiated = profile.negotiated();
    Neighbour before = lostBefore(profile);
    Source source = before == null ? Profiles.source(profile) : before.source;
    Neighbour neighbour =
        new Neighbour(profile, source, host, this, tables, hits.imports(profile.importPolicy()));
    if (before == null && tables.sources.full()) {
      neighbour.refused();
      loop.execute(() ->
          Eviction.outOfResources(neighbour, "there are " + Sources.SOURCES_MAX + " neighbours"));
      return neighbour;
    }
    if (before == null) {
      tables.sources.add(source);
    } else {
      takeOver(before, neighbour);
    }
    source.longLivedKnown(negotiated.longLived().known());
    neighbours.put(profile.name(), neighbour);
    bySource.put(source, neighbour);
    eviction.watch(neighbour);
    for (AddressFamily family : AddressFamily.values()) {
      if (negotiated.families().contains(family)) {
        UpdateGroup group = groupOf(profile, family);
        neighbour.joined(group, new Member(source, sink, negotiated.enhancedRouteRefresh()));
      }
    }
    serveSoon();
    return neighbour;
  }

  /// Who was lost and is this neighbour; what was kept of somebody else by this name goes.
  private @Nullable Neighbour lostBefore(PeerProfile profile) {
    Neighbour before = restarts.away(profile.name());
    if (before == null) {
      return null;
    }
    if (Profiles.isOf(before.source, profile)) {
      return before;
    }
    restarts.forget(profile.name());
    return null;
  }

  private void takeOver(Neighbour before, Neighbour neighbour) {
    boolean again =
        reimport.awaits(before)
            || !before.profile.importPolicy().equals(neighbour.profile.importPolicy());
    reimport.forget(before);
    neighbour.source.importPolicy(neighbour.profile.importPolicy().name());
    restarts.back(neighbour);
    neighbour.succeeds(before);
    if (again) {
      reimport.changed(neighbour);
      sweepSoon();
    }
  }

  /// What was kept of a neighbour that was lost is to go: it is not to come back.
  public void forget(String name) {
    restarts.forget(name);
  }

  /// Until [#announce] nothing of these families is announced, and the forwarding table is left as
  /// it is: we have restarted, and what we would choose now is not all that there is ([RFC 4724
  /// §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1)).
  public void defer(Set<AddressFamily> families) {
    deferring.addAll(families);
  }

  /// From now on what is chosen is announced.
  public void announce(AddressFamily family) {
    if (deferring.remove(family)) {
      serveSoon();
    }
  }

  /// Has neighbours that are up go on under other policies, the sessions untouched: their paths are
  /// looked at anew from what was received, and they hear what they would be told otherwise.
  public void policies(Map<RibPeer, PeerProfile.Policies> changed) {
    if (serving) {
      deferred.add(() -> policies(changed));
      return;
    }
    new PolicyChanges(hits, reimport, this::groupOf).carryOut(bySource.values(), changed);
    groups.values().removeIf(UpdateGroup::closedIfEmpty);
    serveSoon();
    sweepSoon();
  }

  /// From now on next hops are written to this neighbour like this.
  void written(Neighbour neighbour, LinkNextHops nextHops) {
    if (serving) {
      deferred.add(() -> written(neighbour, nextHops));
      return;
    }
    new PolicyChanges(hits, reimport, this::groupOf).carryOut(neighbour, nextHops);
    groups.values().removeIf(UpdateGroup::closedIfEmpty);
    serveSoon();
  }

  /// Forgets the hits of all other policies.
  public void keepHits(Collection<Policy> policies) {
    hits.keep(policies);
  }

  /// The clusters of this reflector, whichever of its neighbours are there: what has been through
  /// one of them has been here. What internal neighbours have told is looked at anew.
  public void clusters(Set<RouterId> own) {
    if (clusters.equals(own)) {
      return;
    }
    clusters = Set.copyOf(own);
    for (Neighbour neighbour : bySource.values()) {
      if (neighbour.profile.role() != PeerProfile.Role.EBGP) {
        reimport.changed(neighbour);
      }
    }
    sweepSoon();
  }

  Set<RouterId> clusters() {
    return clusters;
  }

  /// Where one source's routes go; the caller sees to it that calls come on the loop.
  public RouteSource.Originations originations(String source) {
    return new LocalSource(source, settings.routerId(), tables, this::serveSoon);
  }

  /// Has these aggregates from now on, and no others; one that stays keeps its route.
  public void aggregate(List<Aggregate> wanted) {
    aggregations.configure(wanted);
    serveSoon();
  }

  private boolean behind(AddressFamily family, long version, long every) {
    for (UpdateGroup group : groups.values()) {
      if (group.key().family() == family && group.behind(version, every)) {
        return true;
      }
    }
    return false;
  }

  /// From now on the forwarding table is a reader.
  public void attach(Fib fib) {
    if (this.fib != null) {
      throw new IllegalStateException("there is a forwarding table already");
    }
    this.fib =
        new FibReader(
            fib,
            tables,
            nextHops,
            work ->
                loop.execute(() -> {
                  work.run();
                  serve();
                }));
    serveSoon();
  }

  /// From now on the forwarding table stays as it is, whatever becomes of the routes.
  public void detach() {
    if (fib != null) {
      fib.close();
      fib = null;
    }
  }

  /// The initial routes of `family` are in, or the deferral ended; [Fib#converged] is said once all
  /// that was heard is chosen and its next hops are reachable or known not to be: what is stale in
  /// the kernel until then may be what is about to be asked for. A neighbour that never says
  /// End-of-RIB counts as having said it.
  public void converged(AddressFamily family) {
    for (Neighbour neighbour : List.copyOf(bySource.values())) {
      neighbour.initialRoutesAreIn(family);
    }
    converging.add(family);
    serveSoon();
  }

  private void sayConverged() {
    if (fib != null && settled() && aggregations.settled()) {
      converging.forEach(fib::converged);
      converging.clear();
    }
  }

  /// Lets every reader that has something to read, and somewhere to put it, go on.
  public void serve() {
    if (serving) {
      serveSoon();
      return;
    }
    allowDiscards();
    boolean more = aggregations.serve(limits.serveChanges(), limits.sweepEntries());
    sayConverged();
    serving = true;
    try {
      for (UpdateGroup group : groups.values()) {
        if (!deferring.contains(group.key().family())) {
          more |= group.serve(limits.serveChanges());
        }
      }
      if (fib != null) {
        more |= fib.serve(deferring);
      }
      more |= aggregations.waitsNoLonger();
      more |= sweepTombstones(more);
    } finally {
      // What throws here is a fault of ours; it must not stop all readers for good.
      serving = false;
    }
    if (!deferred.isEmpty()) {
      for (Runnable work : List.copyOf(deferred)) {
        work.run();
      }
      deferred.clear();
    }
    long bytes = bytes();
    trimming.grown(bytes);
    eviction.check(bytes);
    if (more) {
      serveSoon();
    }
  }

  /// While a lost session is swept out and read, its withdrawals go first: freeing what nobody sees
  /// any longer can wait, unless there is too much of it.
  ///
  /// @param busy whether a reader has more to read at once
  private boolean sweepTombstones(boolean busy) {
    boolean more = false;
    for (LocRib rib : tables.ribs()) {
      if (!busy && !sweep.wanted() || rib.changes().tombstones() > limits.tombstones() / 2) {
        more |= rib.changes().sweepTombstones(limits.sweepEntries());
      }
    }
    if (!busy && !sweep.wanted() || tables.attributes.unusedAreMany()) {
      more |= tables.attributes.sweepUnused(limits.sweepEntries());
    }
    return more;
  }

  /// To be asked now and then: gives memory back to the heap where the tables have become much
  /// smaller than they were and nothing has changed since this was asked last.
  ///
  /// @return whether it did, so that it is worth to have the heap collected
  public boolean trimIfCalm() {
    if (!trimming.due(bytes(), tables.version())) {
      return false;
    }
    trim();
    return true;
  }

  void trim() {
    tables.trim();
    groups.values().forEach(UpdateGroup::trim);
    aggregations.trim();
  }

  /// What all that is held costs, roughly.
  long bytes() {
    long bytes = tables.bytes();
    for (UpdateGroup group : groups.values()) {
      bytes += group.bytes();
    }
    return bytes;
  }

  /// What is in the tables, for people and programs.
  public RibView view() {
    return view;
  }

  Alarm alarm() {
    return alarm;
  }

  /// Whether a policy that changed is still to be asked about the neighbour's paths.
  boolean reimports(Neighbour neighbour) {
    return reimport.awaits(neighbour);
  }

  /// What this neighbour did not name in its refresh goes.
  void stale(Source source, AddressFamily family) {
    sweep.stale(source, family);
    sweepSoon();
  }

  /// Serves the readers in a task of the loop, once however often it is asked for.
  void serveSoon() {
    if (!servingSoon) {
      servingSoon = true;
      loop.execute(() -> {
        servingSoon = false;
        serve();
      });
    }
  }

  void down(Neighbour neighbour) {
    if (serving) {
      deferred.add(() -> down(neighbour));
      return;
    }
    if (bySource.get(neighbour.source) == neighbour) {
      leave(neighbour);
      restarts.down(neighbour);
      gone(neighbour);
    }
  }

  /// Whether something of a neighbour that is lost is kept.
  boolean keeps(Neighbour neighbour, Retention how) {
    return restarts.lost(neighbour, how);
  }

  /// It is lost, and something of it is kept.
  void lost(Neighbour neighbour) {
    if (serving) {
      deferred.add(() -> lost(neighbour));
      return;
    }
    leave(neighbour);
    initialRoutesChanged();
  }

  void endOfRib(Neighbour neighbour, AddressFamily family) {
    restarts.endOfRib(neighbour, family);
  }

  private void leave(Neighbour neighbour) {
    neighbours.remove(neighbour.profile.name(), neighbour);
    eviction.forget(neighbour);
    for (UpdateGroup group : neighbour.leaveGroups()) {
      if (group.closedIfEmpty()) {
        groups.remove(group.key());
      }
    }
  }

  private void gone(Neighbour neighbour) {
    if (bySource.remove(neighbour.source, neighbour)) {
      neighbour.forgotten();
      initialRoutesChanged();
      reimport.forget(neighbour);
      sweep.died(neighbour.source);
      sweepSoon();
    }
  }

  private void initialRoutesChanged() {
    for (AddressFamily family : AddressFamily.UNICAST) {
      initialRoutesChanged(family);
    }
  }

  /// A neighbour has told all it had, or one that had is gone. Where none is left, discards go at
  /// once; where there is one, they wait until all that it told is chosen and reachable or known
  /// not to be: a discard that came first would swallow it for a moment.
  void initialRoutesChanged(AddressFamily family) {
    boolean any = false;
    for (Neighbour neighbour : bySource.values()) {
      any |= neighbour.initialRoutesIn(family);
    }
    if (any) {
      discardsWaiting.add(family);
      serveSoon();
    } else {
      discardsWaiting.remove(family);
      tables.rib(family).allowDiscards(false);
    }
  }

  private void allowDiscards() {
    if (!discardsWaiting.isEmpty() && settled()) {
      discardsWaiting.forEach(family -> tables.rib(family).allowDiscards(true));
      discardsWaiting.clear();
    }
  }

  /// Whether all that was heard is chosen, and nothing waits for a next hop.
  private boolean settled() {
    return !sweep.wanted() && !reimport.wanted() && nextHops.unanswered() == 0;
  }

  private void nextHopChanged(int nextHop, boolean decision) {
    if (decision) {
      sweep.resolved(nextHop);
    } else if (fib != null) {
      sweep.rerouted(nextHop);
    }
    sweepSoon();
  }

  private void sweepSoon() {
    if (!sweeping && (sweep.wanted() || reimport.wanted())) {
      sweeping = true;
      loop.execute(() -> {
        sweeping = false;
        sweep.slice();
        reimport.slice();
        serve();
        sweepSoon();
      });
    }
  }

  private UpdateGroup groupOf(PeerProfile profile, AddressFamily family) {
    return groups.computeIfAbsent(Profiles.groupKey(profile, family), this::group);
  }

  private UpdateGroup group(GroupKey key) {
    return new UpdateGroup(
        key,
        tables.rib(key.family()),
        tables.attributes,
        tables.nextHops,
        tables.sources,
        hits.exports(key.policy()),
        limits.ringBytes(),
        open ->
            alarm.after(
                key.interval(),
                () -> {
                  open.run();
                  serveSoon();
                }),
        () -> !sweep.wanted());
  }

  /// What follows where a neighbour is lost.
  private final class Loss implements Restarts.Follows {
    @Override
    public void stale(Source source, AddressFamily family) {
      Rib.this.stale(source, family);
    }

    @Override
    public void gone(Neighbour neighbour) {
      Rib.this.gone(neighbour);
    }

    @Override
    public void lastChoice(Neighbour neighbour) {
      reimport.changed(neighbour);
      sweepSoon();
    }
  }
}
