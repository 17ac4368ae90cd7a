package io.munia.ipam;

import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.ipam.Keys.Subject;
import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// Looks through the whole store for what should not be: records that cannot be read, blocks that
/// overlap, claims half done, handles that do not agree with blocks, spans outside their level.
/// Calico's own checker looks for fewer of these, and never for orphan handles.
final class Checking {
  private final List<Finding> findings = new ArrayList<>();
  private final NavigableMap<Prefix, Block> blocks = new TreeMap<>();
  private final Map<String, SortedMap<Prefix, Integer>> handles = new TreeMap<>();
  private final Map<Prefix, Map<String, AffinityState>> affinities = new TreeMap<>();
  private final Map<String, NavigableMap<Prefix, String>> spans = new HashMap<>();

  private Checking() {}

  static List<Finding> of(List<Pool> pools, KeyValueStore store) {
    Checking checking = new Checking();
    // One listing for all of Calico's keys: blocks, handles and affinities of one moment.
    checking.read(store.list(Keys.CALICO).entries().values());
    checking.read(store.list(Keys.OWN).entries().values());
    checking.blocks(pools);
    checking.affinities();
    checking.handles();
    checking.spans(pools);
    return List.copyOf(checking.findings);
  }

  private void found(Object subject, String sentence) {
    findings.add(new Finding(subject.toString(), sentence));
  }

  private void read(Collection<Entry> entries) {
    for (Entry entry : entries) {
      try {
        read(entry);
      } catch (UnreadableException e) {
        found(
            entry.key(),
            entry.key()
                + " cannot be read: "
                + e.getMessage()
                + "; restore it from a backup, or"
                + " delete it if nothing of it is in use");
      }
    }
  }

  private void read(Entry entry) throws UnreadableException {
    switch (Keys.read(entry.key())) {
      case Subject.BlockOf(Prefix cidr) -> blocks.put(cidr, BlockJson.read(cidr, entry.value()));
      case Subject.HandleOf(String id) -> handles.put(id, RecordJson.handle(entry.value()));
      case Subject.AffinityOf(String host, Prefix cidr) ->
          affinities
              .computeIfAbsent(cidr, _ -> new TreeMap<>())
              .put(host, RecordJson.affinity(entry.value()));
      case Subject.SpanOf(String pool, String by, Prefix span) ->
          spans
              .computeIfAbsent(pool + "/" + by, _ -> new TreeMap<>())
              .put(span, RecordJson.span(entry.value()));
      case Subject.NodeOf _, Subject.Other _ -> {}
    }
  }

  private void blocks(List<Pool> pools) {
    Prefix before = null;
    for (Map.Entry<Prefix, Block> each : blocks.entrySet()) {
      Prefix cidr = each.getKey();
      if (before != null && before.overlaps(cidr)) {
        found(
            cidr,
            "blocks "
                + before
                + " and "
                + cidr
                + " overlap: their common addresses can be given"
                + " out twice; move what is in use out of the smaller, and release it");
      } else {
        before = cidr;
      }
      if (pools.stream().noneMatch(pool -> pool.cidr().contains(cidr))) {
        found(cidr, "block " + cidr + " is in none of this node's pools");
      }
      String owner = each.getValue().owner();
      if (!owner.isEmpty() && !affinities.getOrDefault(cidr, Map.of()).containsKey(owner)) {
        found(
            cidr,
            "block "
                + cidr
                + " says it is node "
                + owner
                + "'s, which has no affinity for it: a"
                + " claim or a release was left half done");
      }
    }
  }

  private void affinities() {
    affinities.forEach((cidr, hosts) ->
        hosts.forEach((host, state) -> {
          Block block = blocks.get(cidr);
          if (state != AffinityState.CONFIRMED) {
            found(
                cidr,
                "the affinity of node "
                    + host
                    + " for "
                    + cidr
                    + " is "
                    + state.text()
                    + ": half done; the node finishes it when it starts");
          } else if (block == null || !block.ownedBy(host)) {
            found(
                cidr,
                "node "
                    + host
                    + " has an affinity for "
                    + cidr
                    + ", but "
                    + (block == null ? "there is no such block" : "the block is not its")
                    + "; the node drops it when it starts");
          }
        }));
  }

  private void handles() {
    Map<String, SortedMap<Prefix, Integer>> counted = new TreeMap<>();
    for (Block block : blocks.values()) {
      for (int i = 0; i < block.allocations().length; i++) {
        Block.Attribute owner = block.attribute(i);
        if (owner != null && block.inUse(i) && owner.handle() != null) {
          counted
              .computeIfAbsent(owner.handle(), _ -> new TreeMap<>())
              .merge(block.cidr(), 1, Integer::sum);
        }
      }
    }
    handles.forEach((id, says) -> {
      SortedMap<Prefix, Integer> has = counted.getOrDefault(id, new TreeMap<>());
      if (has.isEmpty()) {
        found(id, "handle " + id + " has no address: an orphan; releasing it removes it");
      } else if (!has.equals(says)) {
        found(id, "handle " + id + " says it has " + says + ", the blocks say " + has);
      }
    });
    counted.forEach((id, has) -> {
      if (!handles.containsKey(id)) {
        found(id, "handle " + id + " has addresses in " + has.keySet() + " but no record");
      }
    });
  }

  private void spans(List<Pool> pools) {
    for (Pool pool : pools) {
      for (int depth = 1; depth <= pool.levels().size(); depth++) {
        Level level = pool.levels().get(depth - 1);
        NavigableMap<Prefix, String> above =
            depth == 1
                ? new TreeMap<>(Map.of(pool.cidr(), ""))
                : spans.getOrDefault(
                    pool.name() + "/" + pool.levels().get(depth - 2).by(), new TreeMap<>());
        Prefix before = null;
        for (Map.Entry<Prefix, String> span :
            spans.getOrDefault(pool.name() + "/" + level.by(), new TreeMap<>()).entrySet()) {
          Prefix prefix = span.getKey();
          if (before != null && before.overlaps(prefix)) {
            found(prefix, "spans " + before + " and " + prefix + " of " + level.by() + " overlap");
          }
          before = prefix;
          Map.Entry<Prefix, String> parent = above.floorEntry(prefix);
          if (parent == null
              || !parent.getKey().contains(prefix)
              || !(span.getValue() + "/").startsWith(parent.getValue() + (depth == 1 ? "" : "/"))) {
            found(
                prefix,
                "span "
                    + prefix
                    + " of "
                    + level.by()
                    + " "
                    + span.getValue()
                    + " lies outside every span above it");
          }
        }
      }
    }
  }
}
