package io.munia.daemon;

import io.munia.fib.netlink.FibView;
import io.munia.fib.netlink.FibView.Entry;
import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `fib`: what is kept in the kernel.
record FibVerb(Kernel kernel) implements Verb {
  private static final int ANSWER_SECONDS_MAX = 30;
  private static final int PAGE = 1000;
  private static final int ROUTES_MAX = 20_000;

  @Override
  public String name() {
    return "fib";
  }

  @Override
  public Access access() {
    return Access.READ;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("diff");
  }

  /// For the answer of `status`.
  Json.Obj summary() {
    if (kernel.view().isEmpty()) {
      return Json.object().put("state", "off").build();
    }
    try {
      FibView.Summary summary = await(kernel.view().get().summary());
      return Json.object()
          .put("state", "on")
          .put("table", summary.settings().table())
          .put("protocol", summary.settings().protocol())
          .put("ipv4-unicast", count(summary.ipv4()))
          .put("ipv6-unicast", count(summary.ipv6()))
          .build();
    } catch (VerbException | InterruptedException e) {
      return Json.object().put("state", String.valueOf(e.getMessage())).build();
    }
  }

  private static Json.Obj count(FibView.Count count) {
    return Json.object()
        .put("installed", count.installed())
        .put("waiting", count.waiting())
        .put("failed", count.failed())
        .put("found", count.found())
        .build();
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    if (kernel.view().isEmpty()) {
      throw new VerbException(VerbException.FAILED, "fib = off: no kernel table is kept");
    }
    FibView view = kernel.view().get();
    FibView.Summary summary = await(view.summary());
    boolean diff = args.getOrDefault("diff", "").equals("true");
    List<Entry> entries = new ArrayList<>();
    for (AddressFamily family : AddressFamily.UNICAST) {
      entries.addAll(diff ? await(view.diff(family, ROUTES_MAX)) : all(view, family));
    }
    entries.sort(Comparator.comparing(Entry::prefix));
    return Json.object()
        .put("table", summary.settings().table())
        .put("protocol", summary.settings().protocol())
        .put("counters", counters(summary.counters()))
        .put("routes", entries.stream().map(FibVerb::json).toList())
        .put("truncated", entries.size() >= ROUTES_MAX)
        .build();
  }

  private static List<Entry> all(FibView view, AddressFamily family)
      throws VerbException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    for (int position = 0; position >= 0 && entries.size() < ROUTES_MAX; ) {
      FibView.Page page = await(view.page(family, position, PAGE));
      entries.addAll(page.entries());
      position = page.next();
    }
    return entries;
  }

  private static Json.Obj counters(FibView.Counters counters) {
    return Json.object()
        .put("adopted", counters.adopted())
        .put("written", counters.written())
        .put("deleted", counters.deleted())
        .put("stale-removed", counters.staleRemoved())
        .put("failures", counters.failures())
        .put("drifts-repaired", counters.driftsRepaired())
        .put("resyncs", counters.resyncs())
        .put("overruns", counters.overruns())
        .build();
  }

  private static Json json(Entry entry) {
    return Json.object()
        .put("prefix", entry.prefix().toString())
        .put("state", entry.state().name().toLowerCase(Locale.ROOT))
        .put("desired", text(entry.desired()))
        .put("actual", text(entry.actual()))
        .put("why", entry.why())
        .build();
  }

  private static String text(Target target) {
    return switch (target) {
      case Target.Forward(List<Hop> hops) ->
          String.join(", ", hops.stream().map(FibVerb::text).toList());
      case Target.Discard() -> "discard";
      case Target.Absent() -> "";
    };
  }

  private static String text(Hop hop) {
    return "via " + hop.gateway() + " dev " + Links.name(hop.interfaceIndex());
  }

  private static <T> T await(CompletableFuture<T> answer)
      throws VerbException, InterruptedException {
    try {
      return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new VerbException(VerbException.FAILED, "the forwarding table does not answer");
    }
  }
}
