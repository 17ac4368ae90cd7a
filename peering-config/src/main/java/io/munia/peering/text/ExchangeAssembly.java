package io.munia.peering.text;

import io.munia.net.AddressFamily;
import io.munia.peering.model.Exchange;
import io.munia.rib.PeerLimits;
import io.munia.rib.PrefixLimit;
import io.munia.rib.PrefixLimit.Action;
import io.munia.rib.PrefixLimit.Counts;
import io.munia.rib.PrefixLimit.Direction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How much passes between this speaker and a neighbour, out of what was given.
final class ExchangeAssembly {
  private static final int WARN_PERCENT = 80;
  private static final long RESTART_AFTER_SECONDS = 15 * 60L;

  private ExchangeAssembly() {}

  static Exchange of(Given given, Problems problems) {
    return new Exchange(
        new PeerLimits(
            limits(given, RoutingOptions.LIMIT_IN, Direction.IN, problems),
            limits(given, RoutingOptions.LIMIT_OUT, Direction.OUT, problems)),
        Math.toIntExact(given.get(RoutingOptions.INTERVAL, 0L)),
        given.get(RoutingOptions.CLIENT_TO_CLIENT, true));
  }

  private static Map<AddressFamily, PrefixLimit> limits(
      Given given, Option<Map<String, Given>> option, Direction direction, Problems problems) {
    Map<AddressFamily, PrefixLimit> limits = new EnumMap<>(AddressFamily.class);
    given
        .get(option, Map.of())
        .forEach((name, section) -> {
          Optional<AddressFamily> family = AddressFamily.named(name);
          if (family.isEmpty()) {
            List<String> known =
                Stream.of(AddressFamily.values()).map(AddressFamily::toString).toList();
            problems.error(
                section.path(),
                "found '" + name + "', which is no address family",
                Spelling.hint(name, known));
          }
          if (direction == Direction.OUT && section.isGiven(RoutingOptions.COUNTS)) {
            problems.error(
                section.at(RoutingOptions.COUNTS),
                "stands in a limit of what is announced, where there is one way to count",
                "leave it out");
          }
          if (section.isGiven(RoutingOptions.RESTART_AFTER)
              && section
                  .get(RoutingOptions.ACTION)
                  .filter(action -> action != Action.RESTART)
                  .isPresent()) {
            problems.warning(
                section.at(RoutingOptions.RESTART_AFTER),
                "does nothing where the session is not ended",
                "action = restart would do, or leave it out");
          }
          limit(section, direction)
              .ifPresent(limit -> family.ifPresent(known -> limits.put(known, limit)));
        });
    return limits;
  }

  private static Optional<PrefixLimit> limit(Given section, Direction direction) {
    return section
        .require(RoutingOptions.MAX)
        .map(max ->
            new PrefixLimit(
                max,
                section.get(RoutingOptions.WARN, WARN_PERCENT),
                section.get(
                    RoutingOptions.ACTION,
                    direction == Direction.IN ? Action.RESTART : Action.BLOCK),
                Duration.ofSeconds(
                    section.get(RoutingOptions.RESTART_AFTER, RESTART_AFTER_SECONDS)),
                section.get(RoutingOptions.COUNTS, Counts.RECEIVED)));
  }
}
