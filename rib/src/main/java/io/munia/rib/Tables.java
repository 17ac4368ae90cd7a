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
import java.util.Objects;

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

  Tables(NextHopTable.Tracking tracking, long attributeBytesMax, long hashKey) {
    nextHops = new NextHopTable(tracking);
    attributes = new AttributePool(nextHops, attributeBytesMax, hashKey);
    for (AddressFamily family : AddressFamily.values()) {
      LocRib rib = new LocRib(family, hashKey, attributes, nextHops, sources);
      ribs.put(family, rib);
      all.add(rib);
    }
  }

  /// What all that is held costs, roughly: entries with their share of indexes, paths, attributes,
  /// and the second order of changes where there is one.
  long bytes() {
    long bytes = attributes.bytes() + ATTRIBUTE_SET_BYTES * attributes.size();
    for (LocRib rib : all) {
      bytes += ENTRY_BYTES * rib.table().size() + PATH_BYTES * rib.paths().size();
      bytes += rib.everyPathBytes();
    }
    return bytes;
  }

  /// What this source costs, as if its destinations were its own.
  long bytes(Source source) {
    return (ENTRY_BYTES + PATH_BYTES) * source.paths() + attributes.bytesOf(source.index());
  }

  void setMultipath(Multipath multipath) {
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

  LocRib rib(AddressFamily family) {
    return Objects.requireNonNull(ribs.get(family));
  }

  List<LocRib> ribs() {
    return all;
  }
}
