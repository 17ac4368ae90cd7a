package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.Sources;
import java.util.ArrayList;
import java.util.List;

/// What the parts of a [Rib] share. Owned by the RIB's loop.
final class Tables {
  final NextHopTable nextHops;
  final AttributePool attributes;
  final Sources sources = new Sources();
  private final List<LocRib> ribs = new ArrayList<>();

  Tables(NextHopTable.Tracking tracking, long attributeBytesMax) {
    nextHops = new NextHopTable(tracking);
    attributes = new AttributePool(nextHops, attributeBytesMax);
    for (AddressFamily family : AddressFamily.values()) {
      ribs.add(new LocRib(family, attributes, nextHops, sources));
    }
  }

  LocRib rib(AddressFamily family) {
    return ribs.get(family.ordinal());
  }

  List<LocRib> ribs() {
    return ribs;
  }
}
