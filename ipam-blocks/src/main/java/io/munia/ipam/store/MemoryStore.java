package io.munia.ipam.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A store that dies with the process, for tests and for those who embed: a sorted map under one
/// lock. Listeners are called by the committing thread, under that lock.
public final class MemoryStore implements KeyValueStore {
  private final Object lock = new Object();
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private long revision;

  private record Watcher(String prefix, Listener listener) {}

  /// An empty store.
  public MemoryStore() {}

  @Override
  public Listing get(Collection<String> keys) {
    synchronized (lock) {
      SequencedMap<String, Entry> found = new LinkedHashMap<>();
      for (String key : keys) {
        Entry entry = entries.get(key);
        if (entry != null) {
          found.put(key, entry);
        }
      }
      return new Listing(revision, found);
    }
  }

  @Override
  public Listing list(String prefix) {
    synchronized (lock) {
      SequencedMap<String, Entry> found = new LinkedHashMap<>();
      for (Map.Entry<String, Entry> each : entries.tailMap(prefix).entrySet()) {
        if (!each.getKey().startsWith(prefix)) {
          break;
        }
        found.put(each.getKey(), each.getValue());
      }
      return new Listing(revision, found);
    }
  }

  @Override
  public Outcome commit(Transaction transaction) {
    synchronized (lock) {
      for (Condition condition : transaction.conditions()) {
        Entry entry = entries.get(condition.key());
        if ((entry == null ? 0 : entry.revision()) != condition.revision()) {
          return new Outcome.Conflict(
              get(transaction.conditions().stream().map(Condition::key).toList()));
        }
      }
      revision++;
      List<Change> changes = new ArrayList<>();
      for (Transaction.Put put : transaction.puts()) {
        Entry entry = new Entry(put.key(), put.value(), revision);
        entries.put(put.key(), entry);
        changes.add(new Change(put.key(), entry, revision));
      }
      for (String key : transaction.deletes()) {
        if (entries.remove(key) != null) {
          changes.add(new Change(key, null, revision));
        }
      }
      for (Watcher watcher : watchers) {
        watcher
            .listener()
            .changed(
                revision,
                changes.stream().filter(c -> c.key().startsWith(watcher.prefix())).toList());
      }
      return new Outcome.Committed(revision);
    }
  }

  @Override
  public Subscription watch(String prefix, long after, Listener listener) {
    synchronized (lock) {
      Watcher watcher = new Watcher(prefix, listener);
      watchers.add(watcher);
      if (after < revision) {
        listener.resync(list(prefix));
      }
      return () -> watchers.remove(watcher);
    }
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public void close() {
    watchers.clear();
  }
}
