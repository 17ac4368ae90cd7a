package io.munia.peering.text;

import io.munia.peering.change.Apply;
import io.munia.peering.model.Restart;
import io.munia.peering.model.Restart.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The options about restarts; a part of [Options].
final class RestartOptions {
  static final Option<Given> RESTART =
      Option.ofPeer(
          "graceful-restart",
          Forms.section(Kind.GRACEFUL_RESTART),
          "mode = helper",
          Apply.NEXT_SESSION,
          "What a restart of the neighbour, or of ours, costs.");

  static final Option<Mode> MODE =
      restart(
          "mode",
          Forms.word(modes()),
          "helper",
          "`helper`: paths of a neighbour that restarts are kept until it is back; `full`: ours as"
              + " well are to be kept there when we restart; `off`: a session that is lost takes its"
              + " routes with it.");
  static final Option<Long> RESTART_TIME =
      restart(
          "restart-time",
          Forms.duration(1, 4095),
          "120s",
          "With `full`: how long a restart of ours may take.");
  static final Option<Long> STALE_TIME =
      restart(
          "stale-time",
          Forms.duration(1, 86_400),
          "360s",
          "Longest time for which a neighbour's paths are kept, from the loss of the session until"
              + " it has told them again. Without a session they are kept for its restart time.");
  static final Option<Long> LONG_LIVED =
      restart(
          "long-lived-stale-time",
          Forms.duration(0, 0xff_ffff),
          "0s",
          "Longest time for which a neighbour's paths are kept behind its restart time, as the last"
              + " choice (RFC 9494), and with `full` for how long ours are to be. With 0s not at"
              + " all.");

  static final Option<Long> DEFERRAL =
      new Option<>(
          Kind.ROOT,
          "selection-deferral-time",
          Forms.duration(1, 3600),
          "120s",
          Apply.RESTART,
          "After a restart with `graceful-restart.mode = full`: how long at most nothing is"
              + " announced, until all neighbours that are there and have not restarted as well have"
              + " told what they have.");
  static final int DEFERRAL_SECONDS = 120;

  static final List<Option<?>> ALL =
      List.of(RESTART, MODE, RESTART_TIME, STALE_TIME, LONG_LIVED, DEFERRAL);

  private RestartOptions() {}

  /// What was given about a neighbour's restarts.
  static Restart of(Given given) {
    Restart unsaid = Restart.HELPER;
    return given
        .get(RESTART)
        .map(section ->
            new Restart(
                section.get(MODE, unsaid.mode()),
                seconds(section, RESTART_TIME, unsaid.restartSeconds()),
                seconds(section, STALE_TIME, unsaid.staleSeconds()),
                seconds(section, LONG_LIVED, unsaid.longLivedSeconds())))
        .orElse(unsaid);
  }

  private static int seconds(Given section, Option<Long> option, int unsaid) {
    return Math.toIntExact(section.get(option, (long) unsaid));
  }

  /// The section as it is written, where it says anything.
  static Map<String, String> print(Restart restart) {
    return restart.equals(Restart.HELPER)
        ? Map.of()
        : Map.of(
            RESTART.key(),
            "{ mode = %s, restart-time = %ds, stale-time = %ds, long-lived-stale-time = %ds }"
                .formatted(
                    restart.mode().name().toLowerCase(Locale.ROOT),
                    restart.restartSeconds(),
                    restart.staleSeconds(),
                    restart.longLivedSeconds()));
  }

  private static Map<String, Mode> modes() {
    Map<String, Mode> modes = new LinkedHashMap<>();
    modes.put("off", Mode.OFF);
    modes.put("helper", Mode.HELPER);
    modes.put("full", Mode.FULL);
    return modes;
  }

  private static <T> Option<T> restart(String key, Form<T> form, String fallback, String meaning) {
    return new Option<>(Kind.GRACEFUL_RESTART, key, form, fallback, Apply.NEXT_SESSION, meaning);
  }
}
