package io.munia.ipam;

import io.munia.ipam.Block.Attribute;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A block on its way to its next version. Free ordinals are a queue: the longest free is given
/// first, a freed one goes to the end, so an address is used again as late as can be.
///
/// Owned by the call that makes it.
final class BlockEdit {
  private final Prefix cidr;
  private @Nullable String affinity;
  private @Nullable Instant claimed;
  private final int[] allocations;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Attribute> attributes;
  private final SortedMap<Integer, Long> sequences;
  private long sequence;
  private boolean resting;

  BlockEdit(Block block) {
    cidr = block.cidr();
    affinity = block.affinity();
    claimed = block.claimed();
    allocations = block.allocations().clone();
    for (int ordinal : block.unallocated()) {
      free.add(ordinal);
    }
    attributes = new ArrayList<>(block.attributes());
    sequences = new TreeMap<>(block.sequences());
    sequence = block.sequence();
    resting = attributes.stream().anyMatch(each -> each.releasedAt() != null);
  }

  Prefix cidr() {
    return cidr;
  }

  /// Gives the longest free address that is not reserved.
  OptionalInt take(Attribute owner, Predicate<IpAddress> reserved) {
    for (Iterator<Integer> each = free.iterator(); each.hasNext(); ) {
      int ordinal = each.next();
      if (!reserved.test(PrefixSteps.address(cidr, ordinal))) {
        each.remove();
        allocations[ordinal] = index(owner);
        sequences.put(ordinal, sequence++);
        return OptionalInt.of(ordinal);
      }
    }
    return OptionalInt.empty();
  }

  /// Undoes a [#take]: the address is the next to be given again.
  void putBack(int ordinal) {
    allocations[ordinal] = Block.FREE;
    sequences.remove(ordinal);
    free.addFirst(ordinal);
  }

  /// Takes an address back: it rests from `now`, or is free at once where the rest is zero.
  void release(int ordinal, Instant now, Duration rest) {
    Attribute owner = attributes.get(allocations[ordinal]);
    if (rest.isZero()) {
      putFree(ordinal);
    } else {
      allocations[ordinal] =
          index(new Attribute(owner.handle(), owner.active(), owner.alternate(), now));
      resting = true;
    }
    sequence++;
  }

  /// Frees what has rested long enough; says whether there was any.
  boolean wake(Instant now, Duration rest) {
    boolean any = false;
    for (int i = 0; resting && i < allocations.length; i++) {
      if (allocations[i] != Block.FREE) {
        Instant since = attributes.get(allocations[i]).releasedAt();
        if (since != null && !since.plus(rest).isAfter(now)) {
          putFree(i);
          any = true;
        }
      }
    }
    if (any) {
      sequence++;
    }
    return any;
  }

  private void putFree(int ordinal) {
    allocations[ordinal] = Block.FREE;
    sequences.remove(ordinal);
    free.addLast(ordinal);
  }

  boolean ownedBy(String node) {
    return (Block.HOST + node).equals(affinity);
  }

  /// What was recorded with an ordinal that is in use or resting; null for a free one.
  @Nullable Attribute attribute(int ordinal) {
    return allocations[ordinal] == Block.FREE ? null : attributes.get(allocations[ordinal]);
  }

  /// The sequence number at which an ordinal in use was given.
  long sequenceOf(int ordinal) {
    return sequences.getOrDefault(ordinal, 0L);
  }

  /// The ordinals that this handle has, not counting those that rest.
  List<Integer> of(String handle) {
    List<Integer> ordinals = new ArrayList<>();
    for (int i = 0; i < allocations.length; i++) {
      if (allocations[i] != Block.FREE) {
        Attribute owner = attributes.get(allocations[i]);
        if (owner.releasedAt() == null && handle.equals(owner.handle())) {
          ordinals.add(i);
        }
      }
    }
    return ordinals;
  }

  /// Leaves the block to nobody, or gives it to a node.
  void affinity(@Nullable String to, @Nullable Instant at) {
    affinity = to;
    claimed = at;
    sequence++;
  }

  /// Raises the sequence number alone: whoever read the block before can no longer change it.
  void touch() {
    sequence++;
  }

  private int index(Attribute owner) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).equals(owner)) {
        return i;
      }
    }
    attributes.add(owner);
    return attributes.size() - 1;
  }

  /// The block as it is now; attributes that nobody has any more are gone.
  Block block() {
    int[] renumbered = new int[attributes.size()];
    Arrays.fill(renumbered, Block.FREE);
    List<Attribute> kept = new ArrayList<>();
    int[] next = new int[allocations.length];
    for (int i = 0; i < allocations.length; i++) {
      int index = allocations[i];
      if (index == Block.FREE) {
        next[i] = Block.FREE;
        continue;
      }
      if (renumbered[index] == Block.FREE) {
        renumbered[index] = kept.size();
        kept.add(attributes.get(index));
      }
      next[i] = renumbered[index];
    }
    return new Block(
        cidr,
        affinity,
        claimed,
        next,
        free.stream().mapToInt(Integer::intValue).toArray(),
        kept,
        sequence,
        new TreeMap<>(sequences));
  }
}
