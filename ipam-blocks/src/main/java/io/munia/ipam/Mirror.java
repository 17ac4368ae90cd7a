package io.munia.ipam;

import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.ipam.Keys.Subject;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Change;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.ipam.store.KeyValueStore.Listing;
import io.munia.ipam.store.KeyValueStore.Subscription;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the store holds, as last seen: every block, every span, this node's affinities. Read once
/// at the start, then kept by watches and by this process's own commits, so that no claim has to
/// list anything. It may be a moment behind: whatever is decided on it is committed under the
/// revisions it has, and a conflict brings the newer records in.
///
/// Every entry knows the revision of the commit that wrote it; older news about it are ignored, so
/// watches and own commits may come in any order. A record that cannot be read is kept as such: its
/// block counts as taken.
///
/// Guarded by its own lock, which is never held while anything else is called.
final class Mirror implements AutoCloseable {
  /// A record with the revision that conditions on it must name.
  record Stored<T>(T value, long revision) {}

  private record Table(String pool, String by) {}

  private final Object lock = new Object();
  private final String node;
  private final NavigableMap<Prefix, Stored<Block>> blocks = new TreeMap<>();
  private final NavigableMap<Prefix, Stored<AffinityState>> affinities = new TreeMap<>();
  private final Map<Table, NavigableMap<Prefix, Stored<String>>> spans = new HashMap<>();
  private final Map<Prefix, Set<Prefix>> borrowed = new TreeMap<>();
  private final NavigableMap<Prefix, Long> unreadable = new TreeMap<>();

  /// Last revision seen of every key, deleted ones too until a watch has passed their end.
  private final TreeMap<String, Long> revisions = new TreeMap<>();

  private final Set<String> deleted = new HashSet<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private List<Runnable> listeners = List.of();

  Mirror(String node) {
    this.node = node;
  }

  /// Reads everything, then follows. Handles are not mirrored: they are many, and read by name.
  void follow(KeyValueStore store) {
    for (String prefix : List.of(Keys.BLOCKS, Keys.affinities(node), Keys.OWN)) {
      Listing listing = store.list(prefix);
      replace(prefix, listing);
      Subscription subscription =
          store.watch(
              prefix,
              listing.revision(),
              new KeyValueStore.Listener() {
                @Override
                public void changed(long revision, List<Change> changes) {
                  apply(changes);
                  forget(prefix, revision);
                  tell();
                }

                @Override
                public void resync(Listing everything) {
                  replace(prefix, everything);
                  tell();
                }
              });
      synchronized (lock) {
        subscriptions.add(subscription);
      }
    }
  }

  @Override
  public void close() {
    List<Subscription> open;
    synchronized (lock) {
      open = List.copyOf(subscriptions);
      subscriptions.clear();
      listeners = List.of();
    }
    open.forEach(Subscription::close);
  }

  Subscription onChange(Runnable listener) {
    synchronized (lock) {
      List<Runnable> more = new ArrayList<>(listeners);
      more.add(listener);
      listeners = List.copyOf(more);
    }
    return () -> {
      synchronized (lock) {
        List<Runnable> fewer = new ArrayList<>(listeners);
        fewer.remove(listener);
        listeners = List.copyOf(fewer);
      }
    };
  }

  private void tell() {
    List<Runnable> told;
    synchronized (lock) {
      told = listeners;
    }
    told.forEach(Runnable::run);
  }

  // News

  private void replace(String prefix, Listing listing) {
    synchronized (lock) {
      List<String> gone = new ArrayList<>();
      for (String key : revisions.tailMap(prefix).keySet()) {
        if (!key.startsWith(prefix)) {
          break;
        }
        if (!listing.entries().containsKey(key)) {
          gone.add(key);
        }
      }
      gone.forEach(key -> remove(key, listing.revision()));
      listing.entries().values().forEach(this::put);
    }
  }

  private void apply(List<Change> changes) {
    synchronized (lock) {
      for (Change change : changes) {
        if (change.entry() == null) {
          remove(change.key(), change.revision());
        } else {
          put(change.entry());
        }
      }
    }
  }

  /// Takes in how these keys were at the moment of `listing`: what a read or a conflict has shown.
  void absorb(Collection<String> keys, Listing listing) {
    synchronized (lock) {
      for (String key : keys) {
        Entry entry = listing.entries().get(key);
        if (entry == null) {
          remove(key, listing.revision());
        } else {
          put(entry);
        }
      }
    }
  }

  /// Reads everything below `prefix` anew: where a conflict shows that more has changed than the
  /// keys that it names.
  void catchUp(KeyValueStore store, String prefix) {
    replace(prefix, store.list(prefix));
  }

  /// The last commit seen that wrote this key; 0 where it is absent, as a condition names it.
  long revision(String key) {
    synchronized (lock) {
      return deleted.contains(key) ? 0 : revisions.getOrDefault(key, 0L);
    }
  }

  /// Takes in a block that this process has just written, without parsing it again.
  void wrote(Block block, long revision) {
    synchronized (lock) {
      if (newer(Keys.block(block.cidr()), revision)) {
        putBlock(block, revision);
      }
    }
  }

  void wrote(String key, byte[] value, long revision) {
    synchronized (lock) {
      put(new Entry(key, value, revision));
    }
  }

  void removed(String key, long revision) {
    synchronized (lock) {
      remove(key, revision);
    }
  }

  private void forget(String prefix, long upTo) {
    synchronized (lock) {
      deleted.removeIf(key -> {
        boolean passed = key.startsWith(prefix) && revisions.getOrDefault(key, 0L) <= upTo;
        if (passed) {
          revisions.remove(key);
        }
        return passed;
      });
    }
  }

  private boolean newer(String key, long revision) {
    Long known = revisions.get(key);
    if (known != null && known >= revision) {
      return false;
    }
    revisions.put(key, revision);
    deleted.remove(key);
    return true;
  }

  private void put(Entry entry) {
    if (!newer(entry.key(), entry.revision())) {
      return;
    }
    Subject subject = Keys.read(entry.key());
    try {
      switch (subject) {
        case Subject.BlockOf(Prefix cidr) ->
            putBlock(BlockJson.read(cidr, entry.value()), entry.revision());
        case Subject.AffinityOf(String host, Prefix cidr) when host.equals(node) ->
            affinities.put(
                cidr, new Stored<>(RecordJson.affinity(entry.value()), entry.revision()));
        case Subject.SpanOf(String pool, String by, Prefix span) ->
            spans
                .computeIfAbsent(new Table(pool, by), _ -> new TreeMap<>())
                .put(span, new Stored<>(RecordJson.span(entry.value()), entry.revision()));
        case Subject.AffinityOf _, Subject.HandleOf _, Subject.NodeOf _, Subject.Other _ -> {}
      }
    } catch (UnreadableException e) {
      removeParsed(subject);
      switch (subject) {
        case Subject.BlockOf(Prefix cidr) -> unreadable.put(cidr, entry.revision());
        case Subject.SpanOf(String pool, String by, Prefix span) ->
            // An owner that no place has: the span stays taken.
            spans
                .computeIfAbsent(new Table(pool, by), _ -> new TreeMap<>())
                .put(span, new Stored<>("", entry.revision()));
        case Subject.AffinityOf _, Subject.HandleOf _, Subject.NodeOf _, Subject.Other _ -> {}
      }
    }
  }

  private void putBlock(Block block, long revision) {
    blocks.put(block.cidr(), new Stored<>(block, revision));
    unreadable.remove(block.cidr());
    borrowed.remove(block.cidr());
    if (!block.ownedBy(node)) {
      Set<Prefix> used = new HashSet<>();
      for (int ordinal : block.usedBy(node)) {
        used.add(block.address(ordinal).asHostPrefix());
      }
      if (!used.isEmpty()) {
        borrowed.put(block.cidr(), used);
      }
    }
  }

  private void remove(String key, long revision) {
    if (newer(key, revision)) {
      deleted.add(key);
      removeParsed(Keys.read(key));
    }
  }

  private void removeParsed(Subject subject) {
    switch (subject) {
      case Subject.BlockOf(Prefix cidr) -> {
        blocks.remove(cidr);
        unreadable.remove(cidr);
        borrowed.remove(cidr);
      }
      case Subject.AffinityOf(String host, Prefix cidr) when host.equals(node) ->
          affinities.remove(cidr);
      case Subject.SpanOf(String pool, String by, Prefix span) -> {
        NavigableMap<Prefix, Stored<String>> table = spans.get(new Table(pool, by));
        if (table != null) {
          table.remove(span);
        }
      }
      case Subject.AffinityOf _, Subject.HandleOf _, Subject.NodeOf _, Subject.Other _ -> {}
    }
  }

  // Questions

  Optional<Stored<Block>> block(Prefix cidr) {
    synchronized (lock) {
      return Optional.ofNullable(blocks.get(cidr));
    }
  }

  /// The block that has this address.
  Optional<Stored<Block>> blockOf(IpAddress address) {
    synchronized (lock) {
      var below = blocks.floorEntry(address.asHostPrefix());
      return below != null && below.getKey().contains(address)
          ? Optional.of(below.getValue())
          : Optional.empty();
    }
  }

  /// Whether a block of any size, readable or not, has an address in common with `prefix`.
  boolean anyBlockIn(Prefix prefix) {
    synchronized (lock) {
      return overlap(blocks, prefix) || overlap(unreadable, prefix);
    }
  }

  private static boolean overlap(NavigableMap<Prefix, ?> map, Prefix prefix) {
    Prefix below = map.floorKey(prefix);
    Prefix above = map.ceilingKey(prefix);
    return below != null && below.overlaps(prefix) || above != null && above.overlaps(prefix);
  }

  /// Whether a block in `prefix` is not this node's.
  boolean foreignBlockIn(Prefix prefix) {
    synchronized (lock) {
      if (overlap(unreadable, prefix)) {
        return true;
      }
      Prefix below = blocks.lowerKey(prefix);
      if (below != null && below.contains(prefix)) {
        return true;
      }
      return in(blocks, prefix).stream().anyMatch(each -> !each.value().ownedBy(node));
    }
  }

  List<Stored<Block>> blocksIn(Prefix prefix) {
    synchronized (lock) {
      return in(blocks, prefix);
    }
  }

  private static <T> List<Stored<T>> in(NavigableMap<Prefix, Stored<T>> map, Prefix prefix) {
    List<Stored<T>> found = new ArrayList<>();
    for (var each : map.tailMap(prefix, true).entrySet()) {
      if (!prefix.contains(each.getKey())) {
        break;
      }
      found.add(each.getValue());
    }
    return found;
  }

  /// This node's confirmed blocks in `pool`, the longest owned first.
  List<Stored<Block>> ownBlocks(Prefix pool) {
    synchronized (lock) {
      List<Stored<Block>> own = new ArrayList<>();
      for (var each : affinities.tailMap(pool, true).entrySet()) {
        if (!pool.contains(each.getKey())) {
          break;
        }
        Stored<Block> block = blocks.get(each.getKey());
        if (each.getValue().value() == AffinityState.CONFIRMED
            && block != null
            && block.value().ownedBy(node)) {
          own.add(block);
        }
      }
      own.sort(Comparator.comparing(Mirror::claimed).thenComparing(each -> each.value().cidr()));
      return own;
    }
  }

  private static Instant claimed(Stored<Block> block) {
    @Nullable Instant claimed = block.value().claimed();
    return claimed == null ? Instant.EPOCH : claimed;
  }

  NavigableMap<Prefix, Stored<AffinityState>> affinities() {
    synchronized (lock) {
      return new TreeMap<>(affinities);
    }
  }

  Optional<Stored<AffinityState>> affinity(Prefix cidr) {
    synchronized (lock) {
      return Optional.ofNullable(affinities.get(cidr));
    }
  }

  /// All spans of one level of a pool, with their owners.
  NavigableMap<Prefix, Stored<String>> spans(String pool, String by) {
    synchronized (lock) {
      NavigableMap<Prefix, Stored<String>> table = spans.get(new Table(pool, by));
      return table == null ? new TreeMap<>() : new TreeMap<>(table);
    }
  }

  /// Addresses in use on this node out of blocks that are not its own, as host prefixes.
  Set<Prefix> borrowed() {
    synchronized (lock) {
      Set<Prefix> all = new HashSet<>();
      borrowed.values().forEach(all::addAll);
      return all;
    }
  }
}
