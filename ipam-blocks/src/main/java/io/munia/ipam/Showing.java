package io.munia.ipam;

import io.munia.ipam.IpamReport.BlockReport;
import io.munia.ipam.IpamReport.PoolReport;
import io.munia.ipam.IpamReport.SpanReport;
import io.munia.ipam.IpamReport.Usage;
import io.munia.ipam.Mirror.Stored;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/// Turns what the mirror has into a report.
final class Showing {
  private Showing() {}

  static IpamReport of(IpamSettings settings, String store, Mirror mirror, SpanClaims spans) {
    String node = settings.place().node();
    List<PoolReport> pools = new ArrayList<>();
    for (Pool pool : settings.pools()) {
      List<BlockReport> blocks = new ArrayList<>();
      Usage all = Usage.NONE;
      for (Stored<Block> stored : mirror.blocksIn(pool.cidr())) {
        BlockReport block = block(stored.value(), node, settings.reserved());
        blocks.add(block);
        all = all.plus(block.usage());
      }
      int depth = pool.levels().size();
      List<Prefix> aggregates =
          depth == 0
              ? List.of()
              : PrefixSteps.cover(
                  spans.spans(pool, depth).stream().map(SpanClaims.Span::prefix).toList());
      long capacity = PrefixSteps.count(pool.cidr(), pool.version().bits());
      pools.add(
          new PoolReport(
              pool, capacity, all, spans(pool, settings.place(), mirror), aggregates, blocks));
    }
    return new IpamReport(node, settings.place().toString(), store, pools);
  }

  private static List<SpanReport> spans(Pool pool, Place place, Mirror mirror) {
    List<SpanReport> reports = new ArrayList<>();
    for (int depth = 1; depth <= pool.levels().size(); depth++) {
      String by = pool.levels().get(depth - 1).by();
      String own = place.owner(pool.levels().subList(0, depth));
      mirror
          .spans(pool.name(), by)
          .forEach((span, owner) ->
              reports.add(
                  new SpanReport(
                      by,
                      span,
                      owner.value(),
                      owner.value().equals(own),
                      mirror.blocksIn(span).size(),
                      PrefixSteps.count(span, pool.blockLength()))));
    }
    return reports;
  }

  private static BlockReport block(Block block, String node, List<Prefix> reserved) {
    int inUse = 0;
    int cooling = 0;
    int held = 0;
    int borrowed = 0;
    for (int i = 0; i < block.allocations().length; i++) {
      int ordinal = i;
      if (block.inUse(i)) {
        inUse++;
        Block.Attribute owner = block.attribute(i);
        String user = owner == null ? null : Block.nodeOf(owner);
        if (user != null && !block.ownedBy(user)) {
          borrowed++;
        }
      } else if (block.attribute(i) != null) {
        cooling++;
      } else if (reserved.stream().anyMatch(each -> each.contains(block.address(ordinal)))) {
        held++;
      }
    }
    int total = block.allocations().length;
    return new BlockReport(
        block.cidr(),
        block.owner(),
        block.ownedBy(node),
        new Usage(total, inUse, cooling, held, total - inUse - cooling - held),
        borrowed);
  }
}
