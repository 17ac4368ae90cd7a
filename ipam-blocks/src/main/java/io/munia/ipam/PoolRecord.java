package io.munia.ipam;

import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.ipam.store.KeyValueStore.Listing;
import io.munia.ipam.store.KeyValueStore.Outcome;
import io.munia.ipam.store.KeyValueStore.Transaction;
import java.util.ArrayList;
import java.util.List;

/// The pools as every node that shares the store has to see them: a node whose configuration cuts a
/// pool otherwise would claim spans and blocks across those of the others.
final class PoolRecord {
  private PoolRecord() {}

  /// Enters this node's pools. What differs from the record is refused, unless nothing has been
  /// claimed of it yet.
  ///
  /// @throws IpamException with a sentence that says what differs
  static void enter(IpamSettings settings, KeyValueStore store, Mirror mirror) {
    for (int attempt = 0; attempt < SpanClaims.ATTEMPTS_MAX; attempt++) {
      Listing listing = store.get(List.of(Keys.POOLS));
      Entry entry = listing.entries().get(Keys.POOLS);
      List<Pool> recorded = entry == null ? List.of() : read(entry, store);
      List<Pool> merged = new ArrayList<>();
      for (Pool old : recorded) {
        if (keep(old, settings.pools(), mirror)) {
          merged.add(old);
        }
      }
      settings.pools().stream().filter(pool -> !merged.contains(pool)).forEach(merged::add);
      if (merged.equals(recorded)) {
        return;
      }
      Transaction transaction =
          Transaction.builder()
              .when(Keys.POOLS, entry == null ? 0 : entry.revision())
              .put(Keys.POOLS, RecordJson.pools(merged))
              .build();
      if (store.commit(transaction) instanceof Outcome.Committed) {
        return;
      }
    }
    throw new IpamException(
        store.describe() + ": the record of pools is changed by others all the time; try again");
  }

  private static List<Pool> read(Entry entry, KeyValueStore store) {
    try {
      return RecordJson.pools(entry.value());
    } catch (UnreadableException e) {
      throw new IpamException(
          store.describe()
              + ": the record of pools ("
              + Keys.POOLS
              + ") cannot be read: "
              + e.getMessage());
    }
  }

  /// Whether a recorded pool stays in the record: all do but those that are configured otherwise
  /// now and that nothing was claimed of.
  private static boolean keep(Pool old, List<Pool> configured, Mirror mirror) {
    for (Pool pool : configured) {
      boolean clashes =
          !pool.equals(old) && (pool.name().equals(old.name()) || pool.cidr().overlaps(old.cidr()));
      if (clashes) {
        if (inUse(old, mirror)) {
          throw new IpamException(refusal(old, pool));
        }
        return false;
      }
    }
    return true;
  }

  private static String refusal(Pool old, Pool pool) {
    return pool.name().equals(old.name())
        ? "pool "
            + pool.name()
            + " is "
            + text(pool)
            + " here, but blocks of it are in use as "
            + text(old)
            + "; leave it as it was, or make a new pool and let this one run empty"
        : "pool "
            + pool.name()
            + " ("
            + pool.cidr()
            + ") overlaps pool "
            + old.name()
            + " ("
            + old.cidr()
            + "), of which blocks are in use; take another range, or call it "
            + old.name();
  }

  private static String text(Pool pool) {
    StringBuilder text = new StringBuilder(pool.cidr().toString());
    for (Level level : pool.levels()) {
      text.append(" by ").append(level.by()).append(" /").append(level.spanLength());
    }
    return text.append(" in blocks of /").append(pool.blockLength()).toString();
  }

  private static boolean inUse(Pool pool, Mirror mirror) {
    return mirror.anyBlockIn(pool.cidr())
        || pool.levels().stream()
            .anyMatch(level -> !mirror.spans(pool.name(), level.by()).isEmpty());
  }
}
