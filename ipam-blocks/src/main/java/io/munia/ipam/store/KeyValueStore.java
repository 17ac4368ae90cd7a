package io.munia.ipam.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The one port to where blocks are kept, cut to what SQLite and etcd both do: keys in order, one
/// revision number for the whole store that every commit raises, and transactions that compare
/// revisions and then write several keys at once.
///
/// Safe for use by several threads. Every method throws [StoreException] where the store fails; no
/// commit is half done, and one that was answered survives the death of the process, and, as far as
/// the store promises it, of the machine.
public interface KeyValueStore extends AutoCloseable {

  /// These keys as they are at one moment; those that are absent are missing from the answer.
  Listing get(Collection<String> keys);

  /// Every key that starts with `prefix`, at one moment, in order.
  Listing list(String prefix);

  /// Writes all of the transaction if every condition holds, else nothing.
  Outcome commit(Transaction transaction);

  /// Tells `listener` of every change to keys that start with `prefix`, from the commit after
  /// `revision` on, until the subscription is closed. A key that changes twice between two calls
  /// may be told once, as it is then.
  Subscription watch(String prefix, long revision, Listener listener);

  /// Where it is, as configuration names it.
  String describe();

  @Override
  void close();

  /// A key with its value.
  ///
  /// @param revision the commit that wrote it last
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Entry(String key, byte[] value, long revision) {}

  /// Entries as they were at one moment.
  ///
  /// @param revision the store's revision at that moment
  record Listing(long revision, SequencedMap<String, Entry> entries) {}

  /// A key that must stand at this revision; 0 for one that must be absent.
  record Condition(String key, long revision) {}

  /// What became of a transaction.
  sealed interface Outcome {
    /// @param revision of this commit
    record Committed(long revision) implements Outcome {}

    /// Nothing was written.
    ///
    /// @param current the keys of the conditions as they are
    record Conflict(Listing current) implements Outcome {}
  }

  /// One change: the key's new entry, or its absence.
  record Change(String key, @Nullable Entry entry, long revision) {}

  /// Hears of changes, one call at a time, on a thread of the store. Must not block for long: the
  /// store's other listeners wait.
  interface Listener {
    /// @param revision every commit up to this one has been told
    void changed(long revision, List<Change> changes);

    /// Changes were lost because the listener was too far behind: this is everything there is.
    void resync(Listing everything);
  }

  /// Ends with [#close].
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /// Conditions, and what is written if all of them hold.
  record Transaction(List<Condition> conditions, List<Put> puts, List<String> deletes) {
    public Transaction {
      conditions = List.copyOf(conditions);
      puts = List.copyOf(puts);
      deletes = List.copyOf(deletes);
    }

    /// A key and its new value.
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    public record Put(String key, byte[] value) {}

    public static Builder builder() {
      return new Builder();
    }

    /// Collects a transaction, read as a sentence: when, put, delete.
    public static final class Builder {
      private final List<Condition> conditions = new ArrayList<>();
      private final List<Put> puts = new ArrayList<>();
      private final List<String> deletes = new ArrayList<>();

      private Builder() {}

      /// The key must stand at `revision`; 0 for one that must be absent.
      public Builder when(String key, long revision) {
        conditions.add(new Condition(key, revision));
        return this;
      }

      public Builder put(String key, byte[] value) {
        puts.add(new Put(key, value));
        return this;
      }

      public Builder delete(String key) {
        deletes.add(key);
        return this;
      }

      public Transaction build() {
        return new Transaction(conditions, puts, deletes);
      }
    }
  }
}
