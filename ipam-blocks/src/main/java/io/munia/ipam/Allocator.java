package io.munia.ipam;

import io.munia.ipam.Block.Attribute;
import io.munia.ipam.Mirror.Stored;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Condition;
import io.munia.ipam.store.KeyValueStore.Outcome;
import io.munia.ipam.store.KeyValueStore.Transaction;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// Gives addresses out and takes them back, a batch of callers at a time: one transaction writes
/// each block once, however many addresses changed in it, so callers share the cost of making it
/// durable (ADR 0013). Owned by the IPAM's lock.
final class Allocator {
  private final Mirror mirror;
  private final KeyValueStore store;
  private final IpamSettings settings;
  private final SpanClaims spans;
  private final BlockClaims claims;
  private final String node;

  Allocator(
      Mirror mirror,
      KeyValueStore store,
      IpamSettings settings,
      SpanClaims spans,
      BlockClaims claims) {
    this.mirror = mirror;
    this.store = store;
    this.settings = settings;
    this.spans = spans;
    this.claims = claims;
    this.node = settings.place().node();
  }

  /// Does all of them, in order, and has them stored. When it returns, every answer is final; where
  /// it throws, nothing of the batch was done.
  void run(List<Operation> batch) {
    for (int attempt = 0; attempt < SpanClaims.ATTEMPTS_MAX; attempt++) {
      Draft draft = new Draft(mirror, store);
      Set<String> handles = new LinkedHashSet<>();
      for (Operation operation : batch) {
        switch (operation) {
          case Operation.Assign(AssignRequest request, _) -> handles.add(request.handle());
          case Operation.ReleaseHandle(String handle, _) -> handles.add(handle);
          case Operation.ReleaseAddress(IpAddress address, _) ->
              mirror
                  .blockOf(address)
                  .ifPresent(block -> draft.refresh(List.of(block.value().cidr())));
        }
      }
      draft.read(handles);
      batch.forEach(operation -> apply(operation, draft));
      Optional<Transaction> transaction = draft.transaction();
      if (transaction.isEmpty() || commit(transaction.get(), draft)) {
        batch.forEach(operation -> operation.answer().done());
        return;
      }
    }
    throw new IpamException(
        "the blocks of node "
            + node
            + " were changed by others "
            + SpanClaims.ATTEMPTS_MAX
            + " times while addresses were being given out; try again");
  }

  private boolean commit(Transaction transaction, Draft draft) {
    return switch (store.commit(transaction)) {
      case Outcome.Committed(long revision) -> {
        draft.committed(revision);
        yield true;
      }
      case Outcome.Conflict(var current) -> {
        mirror.absorb(transaction.conditions().stream().map(Condition::key).toList(), current);
        yield false;
      }
    };
  }

  private void apply(Operation operation, Draft draft) {
    switch (operation) {
      case Operation.Assign(AssignRequest request, var answer) ->
          answer.set(assign(request, draft));
      case Operation.ReleaseHandle(String handle, var answer) ->
          answer.set(releaseHandle(handle, draft));
      case Operation.ReleaseAddress(IpAddress address, var answer) ->
          answer.set(releaseAddress(address, draft));
    }
  }

  // Giving out

  private Assignment assign(AssignRequest request, Draft draft) {
    List<Allocation> all = new ArrayList<>();
    List<Allocation> taken = new ArrayList<>();
    for (IpVersion version : IpVersion.values()) {
      if (!request.versions().contains(version)) {
        continue;
      }
      Optional<Allocation> existing = existing(request.handle(), version, draft);
      if (existing.isPresent()) {
        all.add(existing.get());
        continue;
      }
      Found found = take(request, version, draft);
      if (found.allocation().isEmpty()) {
        taken.forEach(each -> putBack(each, draft));
        return new Assignment.Refused(found.why());
      }
      taken.add(found.allocation().get());
      all.add(found.allocation().get());
    }
    return new Assignment.Assigned(all);
  }

  private record Found(Optional<Allocation> allocation, String why) {}

  private Optional<Allocation> existing(String handle, IpVersion version, Draft draft) {
    for (Prefix cidr : draft.blocksOf(handle)) {
      if (cidr.version() == version) {
        Optional<BlockEdit> block = draft.block(cidr);
        List<Integer> has = block.map(each -> each.of(handle)).orElse(List.of());
        if (!has.isEmpty()) {
          return Optional.of(
              allocations(block.orElseThrow().block(), has.subList(0, 1)).getFirst());
        }
      }
    }
    return Optional.empty();
  }

  private Found take(AssignRequest request, IpVersion version, Draft draft) {
    List<Pool> pools =
        settings.pools().stream()
            .filter(pool -> pool.version() == version)
            .filter(pool -> request.pools().isEmpty() || request.pools().contains(pool.name()))
            .toList();
    if (pools.isEmpty()) {
      return new Found(
          Optional.empty(),
          "there is no pool of IP"
              + version.name().toLowerCase(java.util.Locale.ROOT)
              + " addresses"
              + (request.pools().isEmpty() ? "" : " among " + String.join(", ", request.pools())));
    }
    String why = "";
    for (Pool pool : pools) {
      Deque<Prefix> usable = draft.usable(pool.name(), () -> claims.usable(pool));
      while (!usable.isEmpty()) {
        Optional<Allocation> taken = take(request, usable.getFirst(), draft);
        if (taken.isPresent()) {
          return new Found(taken, "");
        }
        usable.removeFirst();
      }
      switch (claims.claim(pool)) {
        case Claim.Owned(Prefix cidr, _) -> {
          usable.add(cidr);
          Optional<Allocation> taken = take(request, cidr, draft);
          if (taken.isPresent()) {
            return new Found(taken, "");
          }
        }
        case Claim.Refused(String because) -> why = because;
      }
    }
    if (settings.borrowing() == IpamSettings.Borrowing.NEVER) {
      return new Found(Optional.empty(), why + "; borrowing from other nodes is off");
    }
    for (Pool pool : pools) {
      Optional<Allocation> borrowed = borrow(request, pool, draft);
      if (borrowed.isPresent()) {
        return new Found(borrowed, "");
      }
    }
    return new Found(Optional.empty(), why + "; no other node has an address left either");
  }

  private Optional<Allocation> take(AssignRequest request, Prefix cidr, Draft draft) {
    Optional<BlockEdit> block = draft.block(cidr);
    if (block.isEmpty()) {
      return Optional.empty();
    }
    BlockEdit edit = block.get();
    Predicate<IpAddress> reserved =
        address -> settings.reserved().stream().anyMatch(each -> each.contains(address));
    if (edit.wake(claims.now(), settings.cooldown())) {
      draft.changed(edit);
    }
    Map<String, String> active = new HashMap<>(request.attributes());
    active.put(Place.NODE, node);
    OptionalInt ordinal =
        edit.take(new Attribute(request.handle(), active, Map.of(), null), reserved);
    if (ordinal.isEmpty()) {
      return Optional.empty();
    }
    draft.changed(edit, request.handle());
    return Optional.of(
        new Allocation(
            PrefixSteps.address(cidr, ordinal.getAsInt()),
            cidr,
            poolOf(cidr),
            request.handle(),
            active,
            edit.sequenceOf(ordinal.getAsInt()),
            !edit.ownedBy(node)));
  }

  private void putBack(Allocation allocation, Draft draft) {
    draft
        .block(allocation.block())
        .ifPresent(edit -> {
          edit.putBack(PrefixSteps.ordinal(edit.cidr(), allocation.address()));
          draft.changed(edit, allocation.handle());
        });
  }

  /// An address of another node's block: of the own rack before the own zone before any other.
  private Optional<Allocation> borrow(AssignRequest request, Pool pool, Draft draft) {
    Set<Prefix> tried = new LinkedHashSet<>();
    for (int depth = pool.levels().size(); depth >= 0; depth--) {
      for (SpanClaims.Span span : spans.spans(pool, depth)) {
        for (Stored<Block> block : mirror.blocksIn(span.prefix())) {
          Prefix cidr = block.value().cidr();
          if (tried.add(cidr) && !block.value().ownedBy(node)) {
            Optional<Allocation> taken = take(request, cidr, draft);
            if (taken.isPresent()) {
              return taken;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  // Taking back

  private List<IpAddress> releaseHandle(String handle, Draft draft) {
    List<IpAddress> released = new ArrayList<>();
    for (Prefix cidr : draft.blocksOf(handle)) {
      Optional<BlockEdit> block = draft.block(cidr);
      if (block.isEmpty()) {
        draft.forget(handle, cidr);
        continue;
      }
      BlockEdit edit = block.get();
      for (int ordinal : edit.of(handle)) {
        released.add(PrefixSteps.address(cidr, ordinal));
        release(edit, ordinal);
      }
      draft.changed(edit, handle);
    }
    return released;
  }

  private List<IpAddress> releaseAddress(IpAddress address, Draft draft) {
    Optional<Prefix> cidr = mirror.blockOf(address).map(each -> each.value().cidr());
    Optional<BlockEdit> block = cidr.flatMap(draft::block);
    if (block.isEmpty()) {
      return List.of();
    }
    BlockEdit edit = block.get();
    int ordinal = PrefixSteps.ordinal(edit.cidr(), address);
    Attribute owner = edit.attribute(ordinal);
    if (owner == null || owner.releasedAt() != null) {
      return List.of();
    }
    release(edit, ordinal);
    if (owner.handle() == null) {
      draft.changed(edit);
    } else {
      draft.changed(edit, owner.handle());
    }
    return List.of(address);
  }

  private void release(BlockEdit edit, int ordinal) {
    Instant now = claims.now();
    Duration rest = settings.cooldown();
    edit.release(ordinal, now, rest);
    edit.wake(now, rest);
  }

  // Looking up

  /// What a handle has, as the store says now.
  List<Allocation> allocations(String handle) {
    Draft draft = new Draft(mirror, store);
    List<Allocation> found = new ArrayList<>();
    for (Prefix cidr : draft.blocksOf(handle)) {
      draft.block(cidr).ifPresent(edit -> found.addAll(allocations(edit.block(), edit.of(handle))));
    }
    found.sort(java.util.Comparator.comparing(Allocation::address));
    return found;
  }

  private List<Allocation> allocations(Block block, List<Integer> ordinals) {
    List<Allocation> found = new ArrayList<>();
    for (int ordinal : ordinals) {
      Attribute owner = block.attribute(ordinal);
      if (owner != null) {
        String user = Block.nodeOf(owner);
        found.add(
            new Allocation(
                block.address(ordinal),
                block.cidr(),
                poolOf(block.cidr()),
                owner.handle() == null ? "" : owner.handle(),
                owner.active(),
                block.sequences().getOrDefault(ordinal, 0L),
                user != null && !block.ownedBy(user)));
      }
    }
    return found;
  }

  private String poolOf(Prefix cidr) {
    return settings.pools().stream()
        .filter(pool -> pool.cidr().contains(cidr))
        .map(Pool::name)
        .findFirst()
        .orElse("");
  }
}
