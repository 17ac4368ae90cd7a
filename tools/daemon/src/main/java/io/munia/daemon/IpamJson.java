package io.munia.daemon;

import io.munia.ipam.Allocation;
import io.munia.ipam.Finding;
import io.munia.ipam.IpamReport;
import io.munia.ipam.IpamReport.BlockReport;
import io.munia.ipam.IpamReport.PoolReport;
import io.munia.ipam.IpamReport.SpanReport;
import io.munia.ipam.IpamReport.Usage;
import io.munia.peering.control.Json;
import java.util.List;

/// Address management as answers.
final class IpamJson {
  private IpamJson() {}

  static Json.Obj report(IpamReport report) {
    return Json.object()
        .put("node", report.node())
        .put("place", report.place())
        .put("store", report.store())
        .put("pools", report.pools().stream().map(IpamJson::pool).toList())
        .build();
  }

  private static Json pool(PoolReport report) {
    return Json.object()
        .put("name", report.pool().name())
        .put("cidr", report.pool().cidr().toString())
        .put("block-length", report.pool().blockLength())
        .put("capacity", report.capacity())
        .put("usage", usage(report.usage()))
        .put(
            "aggregates",
            report.aggregates().stream().map(prefix -> Json.text(prefix.toString())).toList())
        .put("spans", report.spans().stream().map(IpamJson::span).toList())
        .put("blocks", report.blocks().stream().map(IpamJson::block).toList())
        .build();
  }

  private static Json span(SpanReport span) {
    return Json.object()
        .put("level", span.level())
        .put("prefix", span.prefix().toString())
        .put("owner", span.owner())
        .put("own", span.own())
        .put("blocks", span.blocks())
        .put("blocks-max", span.blocksMax())
        .build();
  }

  private static Json block(BlockReport block) {
    return Json.object()
        .put("prefix", block.prefix().toString())
        .put("owner", block.owner())
        .put("own", block.own())
        .put("usage", usage(block.usage()))
        .put("borrowed", block.borrowed())
        .build();
  }

  private static Json.Obj usage(Usage usage) {
    return Json.object()
        .put("total", usage.total())
        .put("in-use", usage.inUse())
        .put("cooling", usage.cooling())
        .put("reserved", usage.reserved())
        .put("free", usage.free())
        .build();
  }

  static Json allocation(Allocation allocation) {
    return Json.object()
        .put("address", allocation.address().toString())
        .put("block", allocation.block().toString())
        .put("pool", allocation.pool())
        .build();
  }

  static Json.Obj findings(List<Finding> findings) {
    return Json.object()
        .put(
            "findings",
            findings.stream()
                .map(finding ->
                    Json.object()
                        .put("subject", finding.subject())
                        .put("sentence", finding.sentence())
                        .build())
                .toList())
        .build();
  }
}
