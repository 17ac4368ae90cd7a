package io.munia.benchmarks.run;

import io.munia.benchmarks.report.Outcome;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// From where on a speaker is not put through loads any more.
///
/// @param speaker its name
/// @param at what it did not get through, or is not expected to
/// @param scenario in which
/// @param why a few words
record Cut(String speaker, Load at, Scenario scenario, String why) {
  /// In which the table is sent: who does not get through it, gets through nothing that is larger.
  static final Set<Scenario> LOADING =
      EnumSet.of(Scenario.FULL_TABLE, Scenario.FAN_OUT, Scenario.SAME_ROUTES, Scenario.ONE_UPDATE);

  /// What a speaker is not put through after this.
  static Optional<Cut> after(Outcome outcome, Speaker speaker, Load load) {
    Optional<String> why =
        switch (outcome) {
          case Measured _, Skipped _ -> Optional.empty();
          case Failed _ -> Optional.of("it failed at " + load.size());
          case Late late ->
              Optional.of(
                  String.format(
                      Locale.ROOT, "it takes over %.0f s at %s", late.seconds(), load.size()));
        };
    return why.map(words -> new Cut(speaker.name(), load, outcome.of().scenario(), words));
  }

  /// The one that keeps a speaker from a load.
  static Optional<Cut> of(List<Cut> cuts, Speaker speaker, Load load) {
    return cuts.stream()
        .filter(cut -> cut.speaker().equals(speaker.name()) && cut.covers(load))
        .findFirst();
  }

  private boolean covers(Load load) {
    return load.family() == at.family()
        && load.routes() >= at.routes()
        && load.senders() >= at.senders()
        && load.receivers() >= at.receivers()
        && (LOADING.contains(scenario) || load.has(scenario));
  }
}
