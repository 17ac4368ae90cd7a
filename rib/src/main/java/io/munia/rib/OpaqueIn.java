package io.munia.rib;

import io.munia.bgp.codec.OpaqueCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.net.AddressFamily;
import io.munia.rib.decision.LocRib;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.KeyPool;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;

/// Turns what one neighbour says in families whose destinations are no prefixes into paths. A key
/// becomes a number, which then stands where an address would; what belongs to the path and not to
/// the key goes to the head of its attributes, so that each NLRI is interned with its own. Owned by
/// the RIB's loop.
final class OpaqueIn {
  private final Neighbour neighbour;
  private final Tables tables;
  private final PrefixGauges gauges;
  private final OpaqueCursor cursor = new OpaqueCursor();

  OpaqueIn(Neighbour neighbour, Tables tables, PrefixGauges gauges) {
    this.neighbour = neighbour;
    this.tables = tables;
    this.gauges = gauges;
  }

  /// Takes one UPDATE in.
  ///
  /// @param withdrawAll whether what is announced in it is withdrawn
  /// @param counted whether limits are looked at now
  void received(UpdateReader update, boolean withdrawAll, boolean counted) {
    AddressFamily withdrawn = update.withdrawn(cursor);
    if (withdrawn != null) {
      withdraw(tables.rib(withdrawn));
      readIn(withdrawn, counted);
    }
    AddressFamily announced = update.announced(cursor);
    if (announced != null) {
      if (withdrawAll) {
        withdraw(tables.rib(announced));
      } else {
        announce(tables.rib(announced), update);
      }
      readIn(announced, counted);
    }
    if (withdrawn == null && announced == null) {
      for (AddressFamily family : neighbour.profile.negotiated().families()) {
        if (!family.isUnicast() && update.isEndOfRib(family)) {
          neighbour.ended(family);
        }
      }
    }
  }

  private void readIn(AddressFamily family, boolean counted) {
    if (counted) {
      gauges.readIn(family);
    }
  }

  private void withdraw(LocRib rib) {
    while (cursor.next()) {
      withdraw(rib, rib.table().keys().find(cursor.key(), cursor.keyLength()));
    }
  }

  /// @param key 0 where nobody has a path to it
  private void withdraw(LocRib rib, int key) {
    if (key != 0) {
      rib.withdraw(neighbour.source, cursor.pathId(), rib.table().address(key), 0, 0);
    }
  }

  private void announce(LocRib rib, UpdateReader update) {
    AddressFamily family = rib.family();
    int nextHop =
        family.isFlowSpec()
            ? 0
            : tables.nextHops.intern(
                update.nextHopIsV6(family), update.nextHopHigh(family), update.nextHopLow(family));
    int generation = PathStore.generationFlags(neighbour.source.generations(family).current());
    while (cursor.next()) {
      if (!announce(rib, update, nextHop, generation)) {
        withdraw(rib, rib.table().keys().find(cursor.key(), cursor.keyLength()));
      }
    }
    neighbour.importer.end();
    if (nextHop != 0) {
      tables.nextHops.release(nextHop);
    }
  }

  /// Takes the path at the cursor in; returns whether it did.
  private boolean announce(LocRib rib, UpdateReader update, int nextHop, int generation) {
    Source source = neighbour.source;
    AttributePool attributes = tables.attributes;
    int from = update.attributesFrom();
    int to = update.attributesTo();
    int length = cursor.sectionLength(from, to);
    if (length > AttributePool.SECTION_BYTES_MAX) {
      return false;
    }
    byte[] section = cursor.section(update.attributes(), from, to);
    int set = attributes.intern(section, 0, length, nextHop, source.index());
    if (set == 0) {
      return false;
    }
    Importer importer = neighbour.importer;
    importer.over(rib.family(), set);
    importer.ask(0, 0, 0);
    boolean taken = importer.set() != 0 && put(rib, importer, generation);
    attributes.release(set);
    return taken;
  }

  private boolean put(LocRib rib, Importer importer, int generation) {
    KeyPool keys = rib.table().keys();
    int known = keys.find(cursor.key(), cursor.keyLength());
    if (gauges.isTooMany(
        rib, cursor.pathId(), rib.table().address(known), 0, 0, importer.flags())) {
      return false;
    }
    int key = known != 0 ? known : keys.intern(cursor.key(), cursor.keyLength());
    if (key == 0) {
      return false;
    }
    long address = rib.table().address(key);
    boolean taken =
        rib.announce(
            neighbour.source,
            cursor.pathId(),
            address,
            0,
            0,
            importer.set(),
            importer.received(),
            importer.flags() | generation,
            importer.weight());
    if (!taken
        && rib.table().find(address, 0, 0) == 0
        && keys.find(cursor.key(), cursor.keyLength()) == key) {
      keys.remove(key);
    }
    return taken;
  }
}
