package io.munia.peering.text;

import com.typesafe.config.ConfigObject;
import io.munia.peering.change.Apply;
import io.munia.peering.model.Bfd;
import io.munia.peering.model.Bfd.Hops;
import io.munia.peering.model.Bfd.Strict;
import io.munia.peering.model.DynamicRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options about BFD, and a neighbour's BFD out of what was given.
final class BfdOptions {
  /// Less is within reach of a pause of our own.
  private static final int DETECTION_MILLIS_MIN = 300;

  private static final Form<Integer> MILLIS =
      Forms.scalar("a duration such as 100ms or 1s, 10ms to 60s", BfdOptions::millis);

  static final Option<Forms.OnOff> BFD =
      Option.ofPeer(
          "bfd",
          onOffOrSection(),
          "off",
          Apply.LIVE,
          "Notice within milliseconds that the neighbour cannot be reached, and end the session"
              + " (Cease, BFD Down).");
  static final Option<Integer> INTERVAL =
      bfd(
          "interval",
          MILLIS,
          Bfd.INTERVAL_MILLIS + "ms",
          "Between packets, both ways; the slower of both sides holds.");
  static final Option<Integer> MULTIPLIER =
      bfd(
          "multiplier",
          Forms.smallNumber(1, Bfd.MULTIPLIER_MAX),
          String.valueOf(Bfd.MULTIPLIER),
          "So many intervals of silence mean down.");
  static final Option<Boolean> MULTIHOP =
      bfd(
          "multihop",
          Forms.BOOL,
          "false",
          "Routers lie between (RFC 5883, UDP port 4784); else one link (RFC 5881, UDP port 3784).");
  static final Option<Boolean> STRICT =
      bfd(
          "strict",
          Forms.BOOL,
          "false",
          "No BGP session while BFD is not up, unless the neighbour says that it has shut BFD down;"
              + " not in a dynamic range.");

  static final List<Option<?>> ALL = List.of(BFD, INTERVAL, MULTIPLIER, MULTIHOP, STRICT);

  private BfdOptions() {}

  /// What was given to a neighbour; empty where BFD is off.
  static Optional<Bfd> of(Given given, Problems problems) {
    return given
        .get(BFD)
        .flatMap(Forms.OnOff::section)
        .map(section -> {
          Bfd bfd =
              new Bfd(
                  section.get(INTERVAL, Bfd.INTERVAL_MILLIS),
                  section.get(MULTIPLIER, Bfd.MULTIPLIER),
                  section.get(MULTIHOP, false) ? Hops.MULTI : Hops.SINGLE,
                  section.get(STRICT, false) ? Strict.YES : Strict.NO);
          int millis = bfd.intervalMillis() * bfd.multiplier();
          if (millis < DETECTION_MILLIS_MIN) {
            problems.warning(
                section.path(),
                "silence of " + millis + " ms means down, which a pause of this process may last",
                "interval = 100ms with multiplier = 3 would do");
          }
          return bfd;
        });
  }

  /// What does not go together.
  static void check(String path, DynamicRange range, Problems problems) {
    if (range.options().bfd().filter(bfd -> bfd.strict() == Strict.YES).isPresent()) {
      problems.error(
          path + ".bfd",
          "'strict' in a dynamic range: nobody knows whom to watch before it connects",
          "strict = false would do, or list the neighbours under munia.peers");
    }
  }

  static String print(Bfd bfd) {
    return "{ interval = %dms, multiplier = %d, multihop = %s, strict = %s }"
        .formatted(
            bfd.intervalMillis(),
            bfd.multiplier(),
            bfd.hops() == Hops.MULTI,
            bfd.strict() == Strict.YES);
  }

  private static Form<Forms.OnOff> onOffOrSection() {
    return new Form<>(
        "on, off, or a section " + Kind.BFD.path() + " { … }",
        (at, form) -> {
          if (at.value() instanceof ConfigObject) {
            return Forms.section(Kind.BFD)
                .read(at)
                .map(given -> new Forms.OnOff(Optional.of(given)));
          }
          return switch (at.scalar().orElse("")) {
            case "off", "false", "no" -> Optional.of(Forms.OnOff.OFF);
            case "on", "true", "yes" ->
                Optional.of(
                    new Forms.OnOff(
                        Optional.of(new Given(at.path(), "bfd", Map.of(), at.problems()))));
            default -> at.unfit(form);
          };
        });
  }

  private static int millis(String text) {
    if (!text.matches("[0-9]{1,6} *(ms|s)")) {
      throw new IllegalArgumentException(text);
    }
    boolean whole = !text.endsWith("ms");
    long number = Long.parseLong(text.substring(0, text.length() - (whole ? 1 : 2)).strip());
    return (int)
        Forms.between(
            whole ? number * 1_000 : number, Bfd.INTERVAL_MILLIS_MIN, Bfd.INTERVAL_MILLIS_MAX);
  }

  private static <T> Option<T> bfd(String key, Form<T> form, String fallback, String meaning) {
    return new Option<>(Kind.BFD, key, form, fallback, Apply.LIVE, meaning);
  }
}
