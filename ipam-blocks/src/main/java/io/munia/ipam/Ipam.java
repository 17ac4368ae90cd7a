package io.munia.ipam;

import io.munia.ipam.Mirror.Stored;
import io.munia.ipam.store.Interruption;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.ipam.store.KeyValueStore.Outcome;
import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Address management of one node: its blocks, the addresses in them, the spans they lie in.
///
/// Safe for use by any number of threads. Callers that want addresses, or give them back, queue;
/// one of them does the whole queue, up to [#BATCH_MAX], in one transaction under `lock`, while the
/// others wait for their answers. So one sync of the disk serves all who wait, and a call that has
/// returned is durable. [#own], [#show] and [#onChange] do not wait for the store.
public final class Ipam implements AutoCloseable {
  /// Operations in one transaction, at most: bounds how long the first of them waits.
  static final int BATCH_MAX = 512;

  private final Object lock = new Object();
  private final Queue<Operation> queue = new ArrayDeque<>();

  /// Whether a caller is doing a batch. Guarded by `queue`.
  private boolean leading;

  private final IpamSettings settings;
  private final KeyValueStore store;
  private final Mirror mirror;
  private final SpanClaims spans;
  private final BlockClaims claims;
  private final Allocator allocator;

  private Ipam(IpamSettings settings, KeyValueStore store, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    mirror = new Mirror(settings.place().node());
    spans = new SpanClaims(mirror, store, settings.place());
    claims = new BlockClaims(mirror, store, settings, spans, clock);
    allocator = new Allocator(mirror, store, settings, spans, claims);
  }

  /// Opens address management over `store`, which stays the caller's: takes the node's own blocks
  /// up again, and finishes claims that were left half done.
  ///
  /// @param clock wall-clock time, for the times that are stored
  /// @throws IpamException where the pools do not fit those in the store
  public static Ipam open(IpamSettings settings, KeyValueStore store, InstantSource clock) {
    Ipam ipam = new Ipam(settings, store, clock);
    boolean opened = false;
    try {
      synchronized (ipam.lock) {
        ipam.mirror.follow(store);
        PoolRecord.enter(settings, store, ipam.mirror);
        ipam.enterNode();
        ipam.claims.recover();
      }
      opened = true;
      return ipam;
    } finally {
      if (!opened) {
        ipam.close();
      }
    }
  }

  /// Where this node stands, for [#check] on any node; the last to write is right.
  private void enterNode() {
    String key = Keys.node(settings.place().node());
    byte[] value = RecordJson.node(settings.place());
    Entry entry = store.get(List.of(key)).entries().get(key);
    if (entry == null || !Arrays.equals(entry.value(), value)) {
      Outcome outcome = store.commit(Transaction.builder().put(key, value).build());
      if (outcome instanceof Outcome.Conflict) {
        throw new IllegalStateException("a transaction without conditions has none that fail");
      }
    }
  }

  /// Sees to it that the node has a block of the pool: one of before, or a new one.
  public Claim ensureBlock(String pool) {
    Optional<Pool> named =
        settings.pools().stream().filter(each -> each.name().equals(pool)).findFirst();
    if (named.isEmpty()) {
      return new Claim.Refused("there is no pool called " + pool);
    }
    synchronized (lock) {
      return claims.ensure(named.get());
    }
  }

  /// Gives one address of each version asked for. Durable when it returns.
  public Assignment assign(AssignRequest request) {
    Operation.Answer<Assignment> answer = new Operation.Answer<>();
    submit(new Operation.Assign(request, answer));
    return answer.get();
  }

  /// Takes every address of the handle back; says which they were.
  public List<IpAddress> releaseByHandle(String handle) {
    Operation.Answer<List<IpAddress>> answer = new Operation.Answer<>();
    submit(new Operation.ReleaseHandle(handle, answer));
    return answer.get();
  }

  /// Takes one address back; says whether it was in use.
  public boolean release(IpAddress address) {
    Operation.Answer<List<IpAddress>> answer = new Operation.Answer<>();
    submit(new Operation.ReleaseAddress(address, answer));
    return !answer.get().isEmpty();
  }

  /// Queues the operation and returns when it is done. While one caller leads, doing a batch, the
  /// others wait in the queue's monitor, not for the lock: all whom the batch has served go at
  /// once, and those who came meanwhile are the next batch together.
  private void submit(Operation operation) {
    boolean interrupted = false;
    synchronized (queue) {
      queue.add(operation);
      while (leading && !operation.answer().isDone()) {
        try {
          queue.wait();
        } catch (InterruptedException e) {
          // What is asked for may be done already: the caller hears of it first.
          interrupted = true;
        }
      }
      leading |= !operation.answer().isDone();
    }
    try {
      lead(operation);
    } finally {
      if (interrupted) {
        Interruption.restore();
      }
    }
  }

  /// Does batches until this operation is done; then somebody else may lead.
  private void lead(Operation own) {
    while (!own.answer().isDone()) {
      List<Operation> batch = next();
      try {
        synchronized (lock) {
          run(batch);
        }
      } finally {
        synchronized (queue) {
          leading &= !own.answer().isDone();
          queue.notifyAll();
        }
      }
    }
  }

  private List<Operation> next() {
    List<Operation> batch = new ArrayList<>();
    synchronized (queue) {
      while (batch.size() < BATCH_MAX) {
        @Nullable Operation each = queue.poll();
        if (each == null) {
          break;
        }
        batch.add(each);
      }
    }
    return batch;
  }

  /// A batch that fails, fails for each of those in it: nobody is told what did not happen.
  private void run(List<Operation> batch) {
    try {
      allocator.run(batch);
    } catch (RuntimeException e) {
      batch.forEach(operation -> operation.answer().fail(e));
    } catch (Error e) {
      RuntimeException failure = new IllegalStateException("the batch ended in " + e, e);
      batch.forEach(operation -> operation.answer().fail(failure));
      throw e;
    }
  }

  /// The addresses that a handle has.
  public List<Allocation> allocations(String handle) {
    synchronized (lock) {
      return allocator.allocations(handle);
    }
  }

  /// Gives an own block back: an empty one goes, one with addresses in use stays without an owner
  /// and is not announced as a block any more. Says whether it was this node's.
  public boolean releaseBlock(Prefix block) {
    synchronized (lock) {
      return claims.release(block);
    }
  }

  /// Pools, spans and blocks with their utilisation, as last seen.
  public IpamReport show() {
    return Showing.of(settings, store.describe(), mirror, spans);
  }

  /// Reads the whole store and says what is not as it should be; changes nothing.
  public List<Finding> check() {
    return Checking.of(settings.pools(), store);
  }

  /// What this node has to originate now; aggregates are of each pool's last level.
  public OwnPrefixes own() {
    return own(Optional.empty());
  }

  /// What this node has to originate now.
  ///
  /// @param level whose spans are aggregated; a pool without it has no aggregates
  public OwnPrefixes own(String level) {
    return own(Optional.of(level));
  }

  private OwnPrefixes own(Optional<String> level) {
    List<Prefix> blocks = new ArrayList<>();
    List<Prefix> aggregates = new ArrayList<>();
    for (Pool pool : settings.pools()) {
      List<Stored<Block>> own = mirror.ownBlocks(pool.cidr());
      own.forEach(block -> blocks.add(block.value().cidr()));
      if (!own.isEmpty()) {
        aggregates.addAll(aggregates(pool, depth(pool, level)));
      }
    }
    return new OwnPrefixes(blocks, aggregates, mirror.borrowed());
  }

  private static int depth(Pool pool, Optional<String> level) {
    if (level.isEmpty()) {
      return pool.levels().size();
    }
    return pool.levels().stream().map(Level::by).toList().indexOf(level.get()) + 1;
  }

  private List<Prefix> aggregates(Pool pool, int depth) {
    return depth == 0
        ? List.of()
        : PrefixSteps.cover(
            spans.spans(pool, depth).stream().map(SpanClaims.Span::prefix).toList());
  }

  /// Calls `listener` after every change that may have changed [#own], on a thread of the store.
  public KeyValueStore.Subscription onChange(Runnable listener) {
    return mirror.onChange(listener);
  }

  /// Stops following the store; what is claimed stays claimed.
  @Override
  public void close() {
    mirror.close();
  }
}
