package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.Sources;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the parts of a [Rib] share. Owned by the RIB's loop.
final class Tables {
  final NextHopTable nextHops;
  final AttributePool attributes;
  final Sources sources = new Sources();
  private final Map<AddressFamily, LocRib> ribs = new EnumMap<>(AddressFamily.class);

  private final List<LocRib> all = new ArrayList<>();

  Tables(NextHopTable.Tracking tracking, long attributeBytesMax) {
    nextHops = new NextHopTable(tracking);
    attributes = new AttributePool(nextHops, attributeBytesMax);
    for (AddressFamily family : AddressFamily.values()) {
      LocRib rib = new LocRib(family, attributes, nextHops, sources);
      ribs.put(family, rib);
      all.add(rib);
    }
  }

  LocRib rib(AddressFamily family) {
    return Objects.requireNonNull(ribs.get(family));
  }

  List<LocRib> ribs() {
    return all;
  }
}
