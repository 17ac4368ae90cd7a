package io.munia.ipam;

import io.munia.ipam.Mirror.Stored;
import io.munia.ipam.SpanClaims.Span;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Condition;
import io.munia.ipam.store.KeyValueStore.Outcome;
import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.net.Prefix;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Claims blocks for this node and gives them back.
///
/// Calico claims in three writes: affinity pending, block, affinity confirmed. Here they are one
/// transaction, so nobody ever sees half a claim of ours; half a claim of Calico's is read as what
/// it is, and finished. Owned by the IPAM's lock.
final class BlockClaims {
  private final Mirror mirror;
  private final KeyValueStore store;
  private final IpamSettings settings;
  private final SpanClaims spans;
  private final InstantSource clock;
  private final String node;

  BlockClaims(
      Mirror mirror,
      KeyValueStore store,
      IpamSettings settings,
      SpanClaims spans,
      InstantSource clock) {
    this.mirror = mirror;
    this.store = store;
    this.settings = settings;
    this.spans = spans;
    this.clock = clock;
    this.node = settings.place().node();
  }

  /// Wall-clock time in whole seconds, as it is stored.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  // Taking up what was there before

  /// Finishes every claim and release of this node that was left half done, and gives empty blocks
  /// back that lie outside the spans of its place, which is what moving to another rack leaves.
  void recover() {
    for (Map.Entry<Prefix, Stored<AffinityState>> each : mirror.affinities().entrySet()) {
      finish(each.getKey());
    }
    for (Pool pool : settings.pools()) {
      for (Stored<Block> block : mirror.ownBlocks(pool.cidr())) {
        if (block.value().empty() && !inPlace(pool, block.value().cidr())) {
          release(block.value().cidr());
        }
      }
    }
  }

  /// Brings one affinity to a state that is not half done: confirmed with a block of ours, or gone.
  private void finish(Prefix cidr) {
    for (int attempt = 0; attempt < SpanClaims.ATTEMPTS_MAX; attempt++) {
      Optional<Stored<AffinityState>> affinity = mirror.affinity(cidr);
      if (affinity.isEmpty()) {
        return;
      }
      Optional<Stored<Block>> block = mirror.block(cidr);
      boolean ours = block.filter(each -> each.value().ownedBy(node)).isPresent();
      if (ours && affinity.get().value() == AffinityState.CONFIRMED) {
        return;
      }
      String affinityKey = Keys.affinity(node, cidr);
      String blockKey = Keys.block(cidr);
      Transaction.Builder transaction =
          Transaction.builder()
              .when(affinityKey, affinity.get().revision())
              .when(blockKey, block.map(Stored::revision).orElse(0L));
      Optional<Block> next = Optional.empty();
      if (ours) {
        // Whoever was about to release the block must lose: its revision moves.
        BlockEdit edit = new BlockEdit(block.orElseThrow().value());
        edit.touch();
        next = Optional.of(edit.block());
      }
      next.ifPresent(each -> {
        transaction.put(blockKey, BlockJson.write(each));
        transaction.put(affinityKey, RecordJson.affinity(AffinityState.CONFIRMED));
      });
      if (next.isEmpty()) {
        transaction.delete(affinityKey);
      }
      if (commit(transaction.build(), next)) {
        return;
      }
    }
  }

  /// This node's blocks that new addresses may come from, the longest owned first.
  List<Prefix> usable(Pool pool) {
    return mirror.ownBlocks(pool.cidr()).stream()
        .map(block -> block.value().cidr())
        .filter(cidr -> inPlace(pool, cidr))
        .toList();
  }

  /// Whether a block lies where the blocks of this node's place are.
  boolean inPlace(Pool pool, Prefix cidr) {
    return cidr.length() == pool.blockLength()
        && (pool.levels().isEmpty()
            || spans.spans(pool, pool.levels().size()).stream()
                .anyMatch(span -> span.prefix().contains(cidr)));
  }

  // Claiming

  /// The first block of this node in the pool, claimed if there is none.
  Claim ensure(Pool pool) {
    for (Stored<Block> block : mirror.ownBlocks(pool.cidr())) {
      if (inPlace(pool, block.value().cidr())) {
        return new Claim.Owned(block.value().cidr(), false);
      }
    }
    return claim(pool);
  }

  /// Claims one more block.
  Claim claim(Pool pool) {
    int max = settings.blocksPerNodeMax();
    if (max > 0 && mirror.ownBlocks(pool.cidr()).size() >= max) {
      return new Claim.Refused(
          "node "
              + node
              + " has "
              + max
              + " blocks of pool "
              + pool.name()
              + " and may have no more (blocks-per-node-max)");
    }
    int depth = pool.levels().size();
    for (int attempt = 0; attempt < SpanClaims.ATTEMPTS_MAX; attempt++) {
      List<Span> own = spans.spans(pool, depth);
      Optional<Prefix> free = Optional.empty();
      for (Span span : own) {
        free = free.or(() -> firstFree(span.prefix(), pool.blockLength()));
      }
      if (free.isEmpty()) {
        if (spans.claim(pool, depth, own.size()) instanceof Claim.Refused(String why)) {
          return new Claim.Refused("no block for node " + node + ": " + why);
        }
        continue;
      }
      Prefix cidr = free.get();
      Block block = Block.fresh(cidr, node, now());
      Transaction.Builder transaction =
          Transaction.builder()
              .when(Keys.block(cidr), 0)
              .when(
                  Keys.affinity(node, cidr),
                  mirror.affinity(cidr).map(Stored::revision).orElse(0L));
      own.stream()
          .filter(each -> each.prefix().contains(cidr))
          .forEach(each -> each.guard(transaction));
      transaction
          .put(Keys.block(cidr), BlockJson.write(block))
          .put(Keys.affinity(node, cidr), RecordJson.affinity(AffinityState.CONFIRMED));
      if (commit(transaction.build(), Optional.of(block))) {
        return new Claim.Owned(cidr, true);
      }
    }
    return new Claim.Refused(
        "node "
            + node
            + " lost the race for a block of pool "
            + pool.name()
            + " "
            + SpanClaims.ATTEMPTS_MAX
            + " times in a row; try again");
  }

  private Optional<Prefix> firstFree(Prefix span, int length) {
    long count = Math.min(PrefixSteps.count(span, length), SpanChoice.LOOKED_AT_MAX);
    Optional<Prefix> candidate = Optional.of(PrefixSteps.first(span, length));
    for (long i = 0; i < count && candidate.isPresent(); i++) {
      Prefix cidr = candidate.get();
      if (!mirror.anyBlockIn(cidr)
          && settings.reserved().stream().noneMatch(each -> each.contains(cidr))) {
        return candidate;
      }
      candidate = PrefixSteps.step(cidr, 1);
    }
    return Optional.empty();
  }

  // Giving back

  /// Gives an own block back: an empty one goes, one with addresses stays without an owner.
  boolean release(Prefix cidr) {
    for (int attempt = 0; attempt < SpanClaims.ATTEMPTS_MAX; attempt++) {
      Optional<Stored<Block>> block = mirror.block(cidr);
      Optional<Stored<AffinityState>> affinity = mirror.affinity(cidr);
      if (block.isEmpty() || affinity.isEmpty() || !block.get().value().ownedBy(node)) {
        return false;
      }
      Transaction.Builder transaction =
          Transaction.builder()
              .when(Keys.affinity(node, cidr), affinity.get().revision())
              .when(Keys.block(cidr), block.get().revision())
              .delete(Keys.affinity(node, cidr));
      Optional<Block> next = Optional.empty();
      if (block.get().value().empty()) {
        transaction.delete(Keys.block(cidr));
      } else {
        BlockEdit edit = new BlockEdit(block.get().value());
        edit.affinity(null, null);
        next = Optional.of(edit.block());
        transaction.put(Keys.block(cidr), BlockJson.write(edit.block()));
      }
      if (commit(transaction.build(), next)) {
        return true;
      }
    }
    return false;
  }

  /// Commits, and brings the mirror up to what is now true; says whether it was committed.
  private boolean commit(Transaction transaction, Optional<Block> block) {
    return switch (store.commit(transaction)) {
      case Outcome.Committed(long revision) -> {
        block.ifPresent(each -> mirror.wrote(each, revision));
        transaction.puts().forEach(put -> mirror.wrote(put.key(), put.value(), revision));
        transaction.deletes().forEach(key -> mirror.removed(key, revision));
        yield true;
      }
      case Outcome.Conflict(var current) -> {
        mirror.absorb(transaction.conditions().stream().map(Condition::key).toList(), current);
        yield false;
      }
    };
  }
}
