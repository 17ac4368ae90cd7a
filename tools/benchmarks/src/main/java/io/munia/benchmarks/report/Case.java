package io.munia.benchmarks.report;

import java.util.Locale;

/// A scenario with its numbers.
///
/// @param table `ipv4` or `ipv6` for a made-up table, with the name of a file before it for one
///   that was recorded
/// @param routes that each sender sends
/// @param updates single changes, where they are what is measured
public record Case(
    Scenario scenario, String table, int routes, int senders, int receivers, int updates) {
  /// Where nothing else is said.
  public static final String USUAL_TABLE = "ipv4";

  /// What its table of figures is headed with.
  public String title() {
    String what =
        switch (scenario) {
          case FULL_TABLE, FAN_OUT, SAME_ROUTES ->
              String.format(Locale.ROOT, "%,d routes, %d → %d", routes, senders, receivers);
          case LATE_JOIN ->
              String.format(Locale.ROOT, "one more client, %,d routes%s", routes, beside());
          case SESSION_LOST ->
              String.format(Locale.ROOT, "the session with %,d routes%s", routes, beside());
          case ONE_UPDATE ->
              String.format(
                  Locale.ROOT,
                  "%,d changes → %d client%s, %,d routes loaded",
                  updates,
                  receivers,
                  receivers == 1 ? "" : "s",
                  routes);
          case COME_AND_GO ->
              String.format(Locale.ROOT, "%d × %,d routes come and go", senders, routes);
        };
    return scenario.word() + ": " + what + (table.equals(USUAL_TABLE) ? "" : ", " + tableTitle());
  }

  private String beside() {
    return receivers == 1 ? "" : String.format(Locale.ROOT, ", %d clients", receivers);
  }

  /// As people write it.
  String tableTitle() {
    return table.replace("ipv", "IPv");
  }
}
