package io.munia.peering.text;

import io.munia.net.Asn;
import io.munia.peering.change.Apply;
import io.munia.rib.PrefixLimit;
import io.munia.rib.PrefixLimit.Action;
import io.munia.rib.PrefixLimit.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options that say how much, how often and in which form routes pass between this speaker and
/// its neighbours; a part of [Options].
final class RoutingOptions {
  static final Option<Map<String, Given>> LIMIT_IN =
      Option.ofPeer(
          "prefix-limit",
          Forms.named(Kind.PREFIX_LIMIT),
          "none",
          Apply.RESET,
          "Most prefixes that it may announce, by family.");
  static final Option<Map<String, Given>> LIMIT_OUT =
      Option.ofPeer(
          "prefix-limit-out",
          Forms.named(Kind.PREFIX_LIMIT),
          "none",
          Apply.RESET,
          "Most prefixes that it is announced, by family.");

  static final Option<Boolean> CLIENT_TO_CLIENT =
      Option.ofPeer(
          "client-to-client",
          Forms.BOOL,
          "true",
          Apply.RESET,
          "Reflect to this client what comes from other clients of its cluster; `false` where they"
              + " tell each other themselves.");

  static final Option<Long> INTERVAL =
      Option.ofPeer(
          "advertisement-interval",
          Forms.duration(0, 600),
          "0s",
          Apply.RESET,
          "Shortest time between two announcements of what has changed, withdrawals as well (RFC 4271"
              + " MRAI). With 0s it is announced at once; initial routes and refreshes always are.");

  static final Option<Given> CONFEDERATION =
      new Option<>(
          Kind.ROOT,
          "confederation",
          Forms.section(Kind.CONFEDERATION),
          "none",
          Apply.RESTART,
          "What our AS is a member of.");
  static final Option<Asn> CONFEDERATION_ID =
      new Option<>(
          Kind.CONFEDERATION,
          "id",
          Forms.AS,
          Option.REQUIRED,
          Apply.RESTART,
          "The AS that neighbours outside see.");
  static final Option<List<Asn>> MEMBERS =
      new Option<>(
          Kind.CONFEDERATION,
          "members",
          Forms.list(Forms.AS),
          Option.REQUIRED,
          Apply.RESTART,
          "The other member ASes: neighbours with one of them as `remote-as` are inside.");

  static final Option<Integer> MAX =
      limit("max", Forms.smallNumber(1, 100_000_000), Option.REQUIRED, "The limit.");
  static final Option<Integer> WARN =
      limit(
          "warn",
          Forms.smallNumber(1, 100),
          "80",
          "Percent of it at which a line is logged, once for each time that it is reached.");
  static final Option<Action> ACTION =
      limit(
          "action",
          Forms.word(
              ordered("warn", Action.WARN, "block", Action.BLOCK, "restart", Action.RESTART)),
          "restart, and block in prefix-limit-out",
          "What more than that costs: `warn` a line in the log; `block` what comes on top, until"
              + " others are withdrawn and it is announced again; `restart` the session.");
  static final Option<Long> RESTART_AFTER =
      limit(
          "restart-after",
          Forms.duration(1, 86_400),
          "15m",
          "With `restart`: how long there is no session; then it comes back by itself.");
  static final Option<Counts> COUNTS =
      limit(
          "counts",
          Forms.word(Forms.words("received", Counts.RECEIVED, "accepted", Counts.ACCEPTED)),
          "received",
          "Whether all that it announces counts, or what import policy accepts; not in"
              + " prefix-limit-out.");

  /// After the neighbours' other options.
  static final List<Option<?>> ALL =
      List.of(
          CLIENT_TO_CLIENT,
          INTERVAL,
          LIMIT_IN,
          LIMIT_OUT,
          CONFEDERATION,
          CONFEDERATION_ID,
          MEMBERS,
          MAX,
          WARN,
          ACTION,
          RESTART_AFTER,
          COUNTS);

  private RoutingOptions() {}

  private static <T> Option<T> limit(String key, Form<T> form, String fallback, String meaning) {
    return new Option<>(Kind.PREFIX_LIMIT, key, form, fallback, Apply.RESET, meaning);
  }

  private static <T> Map<String, T> ordered(
      String one, T first, String other, T second, String last, T third) {
    Map<String, T> words = new LinkedHashMap<>(Forms.words(one, first, other, second));
    words.put(last, third);
    return words;
  }

  /// A limit as it is written.
  static String print(PrefixLimit limit, PrefixLimit.Direction direction) {
    String counts =
        direction == PrefixLimit.Direction.IN ? ", counts = " + word(limit.counts()) : "";
    return "{ max = %d, warn = %d, action = %s, restart-after = %ds%s }"
        .formatted(
            limit.max(), limit.warnPercent(), limit.action(), limit.pause().toSeconds(), counts);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
