package io.munia.benchmarks.run;

import io.munia.benchmarks.speakers.Speaker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How long each speaker took for a load the last time: what is repeated is only begun where there
/// is time for all who take part, as a ratio needs both sides in the same run.
final class Pace {
  private record Life(String speaker, Load load) {}

  private final Map<Life, Duration> taken = new HashMap<>();

  void took(Speaker speaker, Load load, Duration time) {
    taken.put(new Life(speaker.name(), load), time);
  }

  /// Nothing where it has not lived yet.
  Duration of(Speaker speaker, Load load) {
    return taken.getOrDefault(new Life(speaker.name(), load), Duration.ZERO);
  }

  /// Whether these can all be put through a load once more. A tenth is added, since they do not
  /// always take the same time.
  boolean fits(List<Speaker> speakers, Load load, TimeBound bound) {
    Duration all =
        speakers.stream().map(speaker -> of(speaker, load)).reduce(Duration.ZERO, Duration::plus);
    return all.plus(all.dividedBy(10)).compareTo(bound.left()) < 0;
  }
}
