package io.munia.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The routes that muniad keeps in a host's main table, as `ip route` shows them.
public record KernelRoutes(List<Route> routes) {
  /// muniad's mark on its routes.
  private static final String PROTOCOL = "187";

  /// @param discard whether packets end here
  /// @param gateways next hops, in the kernel's order
  public record Route(String prefix, boolean discard, List<String> gateways) {
    int length() {
      int slash = prefix.indexOf('/');
      boolean v6 = prefix.indexOf(':') >= 0;
      return slash < 0 ? (v6 ? 128 : 32) : Integer.parseInt(prefix.substring(slash + 1));
    }
  }

  public static KernelRoutes of(Host host, boolean v6) {
    String text = host.show(v6 ? "-6" : "-4", "route", "show", "proto", PROTOCOL);
    var routes = new java.util.ArrayList<Route>();
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (line.startsWith("\t") || line.startsWith(" ")) {
        if (words.contains("via") && !routes.isEmpty()) {
          Route last = routes.removeLast();
          var gateways = new java.util.ArrayList<>(last.gateways());
          gateways.addAll(gateway(words));
          routes.add(new Route(last.prefix(), false, List.copyOf(gateways)));
        }
        continue;
      }
      boolean discard = List.of("blackhole", "unreachable", "prohibit").contains(words.getFirst());
      routes.add(new Route(words.get(discard ? 1 : 0), discard, gateway(words)));
    }
    return new KernelRoutes(List.copyOf(routes));
  }

  /// The one discard among those that the condition holds for; empty where there is none, or are
  /// several.
  Optional<String> onlyDiscard(IntPredicate length) {
    List<String> found =
        routes.stream()
            .filter(route -> route.discard() && length.test(route.length()))
            .map(Route::prefix)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  public boolean leads(String prefix, String gateway) {
    return routes.stream()
        .anyMatch(route -> route.prefix().equals(prefix) && route.gateways().contains(gateway));
  }

  public boolean has(String prefix) {
    return routes.stream().anyMatch(route -> route.prefix().equals(prefix));
  }

  private static List<String> gateway(List<String> words) {
    int via = words.indexOf("via");
    if (via < 0 || via + 1 >= words.size()) {
      return List.of();
    }
    String next = words.get(via + 1);
    return List.of(next.equals("inet6") || next.equals("inet") ? words.get(via + 2) : next);
  }
}
