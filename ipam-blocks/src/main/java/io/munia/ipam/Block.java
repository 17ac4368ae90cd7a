package io.munia.ipam;

import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A block as it is stored, field for field Calico's. A value: [BlockEdit] makes the next one.
///
/// @param cidr its addresses
/// @param affinity `host:` and the node that owns it; null for nobody
/// @param claimed when the owner claimed it; null where that is not known
/// @param allocations per ordinal the index of its attributes, or [#FREE]
/// @param unallocated free ordinals, the longest free first
/// @param sequence raised by every change
/// @param sequences per ordinal in use, the sequence at which it was given
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Block(
    Prefix cidr,
    @Nullable String affinity,
    @Nullable Instant claimed,
    int[] allocations,
    int[] unallocated,
    List<Attribute> attributes,
    long sequence,
    SortedMap<Integer, Long> sequences) {

  static final int FREE = -1;
  static final String HOST = "host:";

  /// Who has an address.
  ///
  /// @param handle null where none was recorded
  /// @param active what the owner said about itself
  /// @param alternate what a second owner said, while a virtual machine moves
  /// @param releasedAt when it was given back, while the address rests; else null
  record Attribute(
      @Nullable String handle,
      Map<String, String> active,
      Map<String, String> alternate,
      @Nullable Instant releasedAt) {
    Attribute {
      active = Collections.unmodifiableMap(new TreeMap<>(active));
      alternate = Collections.unmodifiableMap(new TreeMap<>(alternate));
    }
  }

  Block {
    attributes = List.copyOf(attributes);
  }

  /// A new block of this node, all addresses free. Its first sequence number is the time in
  /// nanoseconds, so that a block which is deleted and made again never repeats one.
  static Block fresh(Prefix cidr, String node, Instant now) {
    int size = size(cidr);
    int[] allocations = new int[size];
    Arrays.fill(allocations, FREE);
    return new Block(
        cidr,
        HOST + node,
        now,
        allocations,
        IntStream.range(0, size).toArray(),
        List.of(),
        now.getEpochSecond() * 1_000_000_000L + now.getNano(),
        new TreeMap<>());
  }

  static int size(Prefix cidr) {
    return 1 << cidr.version().bits() - cidr.length();
  }

  boolean ownedBy(String node) {
    return affinity != null && affinity.startsWith(HOST) && affinity.substring(5).equals(node);
  }

  /// The node that owns it, or empty.
  String owner() {
    return affinity != null && affinity.startsWith(HOST) ? affinity.substring(5) : "";
  }

  IpAddress address(int ordinal) {
    return PrefixSteps.address(cidr, ordinal);
  }

  /// What was recorded with an ordinal that is in use or resting; null for a free one.
  @Nullable Attribute attribute(int ordinal) {
    int index = allocations[ordinal];
    return index == FREE ? null : attributes.get(index);
  }

  boolean inUse(int ordinal) {
    Attribute attribute = attribute(ordinal);
    return attribute != null && attribute.releasedAt() == null;
  }

  boolean empty() {
    return unallocated.length == allocations.length;
  }

  /// Addresses in use here by nodes other than the owner.
  List<Integer> usedBy(String node) {
    if (attributes.stream().noneMatch(each -> node.equals(nodeOf(each)))) {
      return List.of();
    }
    return IntStream.range(0, allocations.length)
        .filter(i -> inUse(i) && node.equals(nodeOf(attributes.get(allocations[i]))))
        .boxed()
        .toList();
  }

  static @Nullable String nodeOf(Attribute attribute) {
    return attribute.active().get(Place.NODE);
  }
}
