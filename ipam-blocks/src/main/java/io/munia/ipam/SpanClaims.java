package io.munia.ipam;

import io.munia.ipam.Mirror.Stored;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Outcome;
import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Claims spans for the zone, rack, … that this node stands in: each by one compare-and-set, under
/// the condition that the span above it is still its owner's. Owned by the IPAM's lock.
final class SpanClaims {
  /// A prefix with the record that makes it ours; the pool's cidr has none.
  ///
  /// @param key empty for the pool's cidr
  record Span(Prefix prefix, String key, long revision) {
    /// What must still be true when something is claimed inside.
    void guard(Transaction.Builder transaction) {
      if (!key.isEmpty()) {
        transaction.when(key, revision);
      }
    }
  }

  /// How often a claim is tried again when others were faster, as Calico.
  static final int ATTEMPTS_MAX = 100;

  private final Mirror mirror;
  private final KeyValueStore store;
  private final Place place;

  SpanClaims(Mirror mirror, KeyValueStore store, Place place) {
    this.mirror = mirror;
    this.store = store;
    this.place = place;
  }

  /// Where this node's blocks may lie: the spans of its place at the last of the first `depth`
  /// levels, in order; the whole pool where there is no level.
  List<Span> spans(Pool pool, int depth) {
    if (depth == 0) {
      return List.of(new Span(pool.cidr(), "", 0));
    }
    String by = pool.levels().get(depth - 1).by();
    String owner = place.owner(pool.levels().subList(0, depth));
    List<Span> own = new ArrayList<>();
    mirror
        .spans(pool.name(), by)
        .forEach((prefix, stored) -> {
          if (stored.value().equals(owner)) {
            own.add(new Span(prefix, Keys.span(pool.name(), by, prefix), stored.revision()));
          }
        });
    return own;
  }

  /// Claims one more span for this place at the last of the first `depth` levels, and what is
  /// needed above it. Where a neighbour of the same place was faster, its span is the one more:
  /// nobody claims a span for an owner of whose last one it has not heard.
  ///
  /// @param known how many spans the caller saw when it found that they do not suffice
  Claim claim(Pool pool, int depth, int known) {
    if (depth == 0) {
      return new Claim.Refused("pool " + pool.name() + " (" + pool.cidr() + ") is full");
    }
    Level level = pool.levels().get(depth - 1);
    String owner = place.owner(pool.levels().subList(0, depth));
    String growth = Keys.growth(pool.name(), level.by(), owner);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      long grown = mirror.revision(growth); // before the spans: theirs may be newer, not older
      List<Span> owned = spans(pool, depth);
      if (owned.size() > known) {
        return new Claim.Owned(owned.getLast().prefix(), false);
      }
      List<Span> above = spans(pool, depth - 1);
      Optional<Prefix> chosen = choose(pool, depth, above);
      if (chosen.isEmpty()) {
        Claim more = claim(pool, depth - 1, above.size());
        if (more instanceof Claim.Refused(String why)) {
          return new Claim.Refused(
              "no free /"
                  + level.spanLength()
                  + " is left for "
                  + level.by()
                  + " "
                  + owner
                  + ": "
                  + why);
        }
        continue;
      }
      Prefix span = chosen.get();
      String key = Keys.span(pool.name(), level.by(), span);
      Transaction.Builder transaction = Transaction.builder().when(key, 0).when(growth, grown);
      above.stream()
          .filter(each -> each.prefix().contains(span))
          .forEach(each -> each.guard(transaction));
      Transaction claim =
          transaction.put(key, RecordJson.span(owner)).put(growth, RecordJson.growth(span)).build();
      switch (store.commit(claim)) {
        case Outcome.Committed(long revision) -> {
          claim.puts().forEach(put -> mirror.wrote(put.key(), put.value(), revision));
          return new Claim.Owned(span, true);
        }
        case Outcome.Conflict _ -> mirror.catchUp(store, Keys.OWN);
      }
    }
    return new Claim.Refused(
        level.by()
            + " "
            + owner
            + " lost the race for a span of pool "
            + pool.name()
            + " "
            + ATTEMPTS_MAX
            + " times in a row; try again");
  }

  private Optional<Prefix> choose(Pool pool, int depth, List<Span> above) {
    Level level = pool.levels().get(depth - 1);
    List<Prefix> own = spans(pool, depth).stream().map(Span::prefix).toList();
    NavigableMap<Prefix, Stored<String>> taken = mirror.spans(pool.name(), level.by());
    own.forEach(taken::remove);
    Predicate<Prefix> foreign =
        prefix -> {
          Prefix below = taken.floorKey(prefix);
          Prefix from = taken.ceilingKey(prefix);
          return below != null && below.overlaps(prefix)
              || from != null && from.overlaps(prefix)
              || mirror.foreignBlockIn(prefix);
        };
    return SpanChoice.next(
        above.stream().map(Span::prefix).collect(Collectors.toList()),
        level.spanLength(),
        own,
        foreign);
  }
}
