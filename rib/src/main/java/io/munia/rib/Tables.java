package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.Multipath;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the parts of a [Rib] share. Owned by the RIB's loop.
final class Tables {
  private static final long ENTRY_BYTES = 56;
  private static final long PATH_BYTES = 12;

  /// Of an attribute set beside its section, with a next hop that it may have for itself.
  private static final long ATTRIBUTE_SET_BYTES = AttributePool.SET_BYTES;

  final NextHopTable nextHops;
  final AttributePool attributes;
  final Sources sources = new Sources();
  private final Map<AddressFamily, LocRib> ribs = new EnumMap<>(AddressFamily.class);

  private final List<LocRib> all = new ArrayList<>();
  private final long hashKey;
  private final long keyBytesMax;
  private Multipath multipath = Multipath.OFF;

  Tables(NextHopTable.Tracking tracking, long attributeBytesMax, long hashKey) {
    nextHops = new NextHopTable(tracking);
    attributes = new AttributePool(nextHops, attributeBytesMax, hashKey);
    this.hashKey = hashKey;
    keyBytesMax = attributeBytesMax;
    AddressFamily.UNICAST.forEach(this::rib);
  }

  /// What all that is held costs, roughly: entries with their share of indexes, paths, attributes,
  /// and the second order of changes where there is one.
  long bytes() {
    long bytes = attributes.bytes() + ATTRIBUTE_SET_BYTES * attributes.size();
    for (LocRib rib : all) {
      bytes += ENTRY_BYTES * rib.table().size() + PATH_BYTES * rib.paths().size();
      bytes += rib.everyPathBytes() + rib.table().keyBytes();
    }
    return bytes;
  }

  /// What this source costs, as if its destinations were its own.
  long bytes(Source source) {
    long bytes = (ENTRY_BYTES + PATH_BYTES) * source.paths() + attributes.bytesOf(source.index());
    for (LocRib rib : all) {
      bytes += rib.table().keyBytesOfOne() * source.paths(rib.family());
    }
    return bytes;
  }

  void setMultipath(Multipath multipath) {
    this.multipath = multipath;
    all.forEach(rib -> rib.setMultipath(multipath));
  }

  /// Changes with every choice that comes out differently.
  long version() {
    long version = 0;
    for (LocRib rib : all) {
      version += rib.changes().version();
    }
    return version;
  }

  /// Gives memory that is not used any longer back to the heap.
  void trim() {
    attributes.trim();
    all.forEach(LocRib::trim);
  }

  /// The tables of a family: those of unicast are there from the start, others from the first time
  /// that they are asked for.
  LocRib rib(AddressFamily family) {
    LocRib known = ribs.get(family);
    if (known != null) {
      return known;
    }
    LocRib rib = new LocRib(family, hashKey, keyBytesMax, attributes, nextHops, sources);
    rib.setMultipath(multipath);
    ribs.put(family, rib);
    all.add(rib);
    return rib;
  }

  /// The same, or null where nobody has asked for them.
  @Nullable LocRib ribIfThere(AddressFamily family) {
    return ribs.get(family);
  }

  /// Those that are there; more may follow, at the end.
  List<LocRib> ribs() {
    return all;
  }
}
