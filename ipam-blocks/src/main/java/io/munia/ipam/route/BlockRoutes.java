package io.munia.ipam.route;

import io.munia.ipam.Ipam;
import io.munia.ipam.OwnPrefixes;
import io.munia.ipam.store.KeyValueStore;
import io.munia.net.Prefix;
import io.munia.rib.RouteSource;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.route.LocalRoute.Announce;
import io.munia.rib.route.LocalRoute.Discard;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Originates the routes of a node's blocks, of its rack's aggregates, and of addresses borrowed.
///
/// - A block that lies under an aggregate carries the hold-back communities: the rack hears of it,
///   the spine of the aggregate alone. One that does not (its pool has no levels, or the node has
///   moved to another rack) carries none, or nobody outside would find it.
/// - An aggregate that is exactly a block is announced once, as the block.
/// - A borrowed address is a host route without communities: it must be found everywhere, past the
///   owner's block.
///
/// Recomputed whole after every change in the store; new routes are announced before old ones are
/// withdrawn, so that two aggregates that merge leave no gap. Guarded by its own lock.
public final class BlockRoutes implements RouteSource {
  /// Not beyond the AS, or the confederation ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997)).
  public static final int NO_EXPORT = 0xffff_ff01;

  private final Object lock = new Object();
  private final Ipam ipam;
  private final Set<Integer> blockCommunities;
  private final Optional<String> level;
  private Map<Prefix, LocalRoute> announced = Map.of();
  private @Nullable Originations into;
  private KeyValueStore.@Nullable Subscription subscription;

  /// @param blockCommunities what blocks that lie under an aggregate carry, so that the aggregate
  ///   alone leaves the rack: [#NO_EXPORT], or a community of the operator's that the ToR holds
  ///   back
  public BlockRoutes(Ipam ipam, Set<Integer> blockCommunities) {
    this(ipam, blockCommunities, Optional.empty());
  }

  /// @param level whose spans are aggregated; empty for each pool's last
  public BlockRoutes(Ipam ipam, Set<Integer> blockCommunities, Optional<String> level) {
    this.ipam = ipam;
    this.blockCommunities = Set.copyOf(blockCommunities);
    this.level = level;
  }

  @Override
  public void start(Originations to) {
    synchronized (lock) {
      into = to;
      subscription = ipam.onChange(this::refresh);
      refresh();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      into = null;
      if (subscription != null) {
        subscription.close();
        subscription = null;
      }
    }
  }

  private void refresh() {
    synchronized (lock) {
      Originations to = into;
      if (to == null) {
        return;
      }
      Map<Prefix, LocalRoute> wanted = wanted(level.map(ipam::own).orElseGet(ipam::own));
      List<Prefix> gone = new ArrayList<>(announced.keySet());
      gone.removeAll(wanted.keySet());
      for (LocalRoute route : wanted.values()) {
        if (!route.equals(announced.get(route.prefix()))) {
          to.announce(route);
        }
      }
      gone.forEach(to::withdraw);
      announced = wanted;
    }
  }

  private Map<Prefix, LocalRoute> wanted(OwnPrefixes own) {
    Map<Prefix, LocalRoute> wanted = new LinkedHashMap<>();
    for (Prefix block : own.blocks()) {
      boolean covered =
          own.aggregates().stream()
              .anyMatch(aggregate -> aggregate.contains(block) && !aggregate.equals(block));
      wanted.put(
          block,
          new LocalRoute(
              block,
              PathOrigin.IPAM_BLOCK,
              discard(block),
              Announce.AT_ONCE,
              covered ? blockCommunities : Set.of()));
    }
    for (Prefix aggregate : own.aggregates()) {
      wanted.putIfAbsent(
          aggregate,
          new LocalRoute(
              aggregate,
              PathOrigin.IPAM_AGGREGATE,
              discard(aggregate),
              Announce.AFTER_DISCARD,
              Set.of()));
    }
    for (Prefix address : own.borrowed()) {
      wanted.putIfAbsent(
          address,
          new LocalRoute(address, PathOrigin.IPAM_ADDRESS, Discard.NO, Announce.AT_ONCE, Set.of()));
    }
    return wanted;
  }

  /// A discard route for one address would swallow the address itself.
  private static Discard discard(Prefix prefix) {
    return prefix.isHost() ? Discard.NO : Discard.YES;
  }
}
