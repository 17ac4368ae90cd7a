package io.munia.ipam;

import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.ipam.Mirror.Stored;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.ipam.store.KeyValueStore.Listing;
import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.net.Prefix;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The blocks and handles that one batch of operations changes, as they will be: read once, changed
/// in memory by each operation in turn, then written by one transaction.
///
/// Owned by the batch.
final class Draft {
  private final Mirror mirror;
  private final KeyValueStore store;
  private final Map<Prefix, DraftBlock> blocks = new LinkedHashMap<>();
  private final Map<String, DraftHandle> handles = new LinkedHashMap<>();

  private final Map<String, Deque<Prefix>> usable = new HashMap<>();

  private static final class DraftBlock {
    private final BlockEdit edit;
    private final Block before;
    private final long revision;
    private boolean changed;

    private DraftBlock(Stored<Block> stored) {
      before = stored.value();
      edit = new BlockEdit(before);
      revision = stored.revision();
    }
  }

  private static final class DraftHandle {
    private final SortedMap<Prefix, Integer> counts;
    private final long revision;
    private boolean changed;

    private DraftHandle(SortedMap<Prefix, Integer> counts, long revision) {
      this.counts = counts;
      this.revision = revision;
    }
  }

  Draft(Mirror mirror, KeyValueStore store) {
    this.mirror = mirror;
    this.store = store;
  }

  /// Reads these handles, and the blocks they say they have addresses in, from the store: what is
  /// answered from them must be true now, not a moment ago.
  void read(Collection<String> ids) {
    Set<String> keys = new LinkedHashSet<>();
    ids.stream().filter(id -> !handles.containsKey(id)).forEach(id -> keys.add(Keys.handle(id)));
    if (keys.isEmpty()) {
      return;
    }
    Listing listing = store.get(keys);
    Set<Prefix> named = new LinkedHashSet<>();
    for (String key : keys) {
      Entry entry = listing.entries().get(key);
      String id = key.substring(Keys.HANDLES.length());
      DraftHandle handle =
          entry == null
              ? new DraftHandle(new TreeMap<>(), 0)
              : new DraftHandle(counts(entry), entry.revision());
      handles.put(id, handle);
      named.addAll(handle.counts.keySet());
    }
    refresh(named);
  }

  /// A handle that cannot be read counts for nothing, and is written anew.
  private static SortedMap<Prefix, Integer> counts(Entry entry) {
    try {
      return RecordJson.handle(entry.value());
    } catch (UnreadableException e) {
      return new TreeMap<>();
    }
  }

  /// Reads these blocks from the store into the mirror, except those that are in this draft.
  void refresh(Collection<Prefix> cidrs) {
    List<String> keys =
        cidrs.stream().filter(each -> !blocks.containsKey(each)).map(Keys::block).toList();
    if (!keys.isEmpty()) {
      mirror.absorb(keys, store.get(keys));
    }
  }

  /// The own blocks of a pool that may still have a free address: worked out once per draft, then
  /// shortened as they fill up.
  Deque<Prefix> usable(String pool, Supplier<List<Prefix>> first) {
    return usable.computeIfAbsent(pool, _ -> new ArrayDeque<>(first.get()));
  }

  /// The block as it is in this draft; empty where there is none that can be read.
  Optional<BlockEdit> block(Prefix cidr) {
    DraftBlock known = blocks.get(cidr);
    if (known == null) {
      Optional<Stored<Block>> stored = mirror.block(cidr);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      known = new DraftBlock(stored.get());
      blocks.put(cidr, known);
    }
    return Optional.of(known.edit);
  }

  /// The blocks in which this handle has addresses.
  Set<Prefix> blocksOf(String handle) {
    read(List.of(handle));
    DraftHandle found = handles.get(handle);
    return found == null ? Set.of() : Set.copyOf(found.counts.keySet());
  }

  /// Says that `handle` has gained or lost addresses in a block: counts what it has there.
  void changed(BlockEdit block, String handle) {
    changed(block);
    read(List.of(handle));
    DraftHandle known = handles.get(handle);
    if (known != null) {
      known.changed = true;
      int count = block.of(handle).size();
      if (count == 0) {
        known.counts.remove(block.cidr());
      } else {
        known.counts.put(block.cidr(), count);
      }
    }
  }

  void changed(BlockEdit block) {
    DraftBlock known = blocks.get(block.cidr());
    if (known != null) {
      known.changed = true;
    }
  }

  /// A handle that names a block it has nothing in is put right.
  void forget(String handle, Prefix cidr) {
    DraftHandle known = handles.get(handle);
    if (known != null && known.counts.remove(cidr) != null) {
      known.changed = true;
    }
  }

  /// What is to be written; empty where nothing has changed.
  Optional<Transaction> transaction() {
    Transaction.Builder transaction = Transaction.builder();
    boolean any = false;
    for (Map.Entry<Prefix, DraftBlock> each : blocks.entrySet()) {
      DraftBlock block = each.getValue();
      if (block.changed) {
        any = true;
        String key = Keys.block(each.getKey());
        transaction.when(key, block.revision);
        Block next = block.edit.block();
        if (next.affinity() == null && next.empty()) {
          transaction.delete(key);
        } else {
          transaction.put(key, BlockJson.write(next));
        }
      }
    }
    for (Map.Entry<String, DraftHandle> each : handles.entrySet()) {
      DraftHandle handle = each.getValue();
      if (handle.changed) {
        any = true;
        String key = Keys.handle(each.getKey());
        transaction.when(key, handle.revision);
        if (handle.counts.isEmpty()) {
          transaction.delete(key);
        } else {
          transaction.put(key, RecordJson.handle(handle.counts));
        }
      }
    }
    return any ? Optional.of(transaction.build()) : Optional.empty();
  }

  /// The transaction was committed: the mirror has it too.
  void committed(long revision) {
    for (DraftBlock block : blocks.values()) {
      if (block.changed) {
        Block next = block.edit.block();
        if (next.affinity() == null && next.empty()) {
          mirror.removed(Keys.block(next.cidr()), revision);
        } else {
          mirror.wrote(next, revision);
        }
      }
    }
  }
}
