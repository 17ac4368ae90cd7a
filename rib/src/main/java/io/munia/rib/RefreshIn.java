package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.table.Generations;
import io.munia.rib.table.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// What a neighbour tells again ([RFC 7313 §4](https://www.rfc-editor.org/rfc/rfc7313#section-4)):
/// what it does not name between beginning and end has gone there without a word, and goes here. A
/// neighbour that forgets to say that it has ended is not waited for for ever. Owned by the RIB's
/// loop.
final class RefreshIn {
  /// Longest time between a beginning and its end; what is stale then goes. With one refresh behind
  /// another it may be twice as long until that is looked at.
  static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private final Source source;
  private final PeerHost host;
  private final Alarm alarm;
  private final Sweeper sweeper;

  /// Families that are waited for, and which of their refreshes is.
  private final Map<AddressFamily, Long> waiting = new EnumMap<>(AddressFamily.class);

  /// Which refresh the present one began with; a neighbour may begin again before it ends.
  private final Map<AddressFamily, Long> first = new EnumMap<>(AddressFamily.class);

  /// Has the stale paths of a source go.
  interface Sweeper {
    void stale(Source source, AddressFamily family);
  }

  RefreshIn(Source source, PeerHost host, Alarm alarm, Sweeper sweeper) {
    this.source = source;
    this.host = host;
    this.alarm = alarm;
    this.sweeper = sweeper;
  }

  void begins(AddressFamily family) {
    Generations generations = source.generations(family);
    boolean again = generations.refreshing();
    generations.begin();
    if (!again) {
      first.put(family, generations.begun());
    }
    if (!waiting.containsKey(family)) {
      await(family);
    }
  }

  void ends(AddressFamily family) {
    if (source.generations(family).end()) {
      sweeper.stale(source, family);
    }
  }

  private void await(AddressFamily family) {
    waiting.put(family, first.getOrDefault(family, 0L));
    alarm.after(WAIT_MAX, () -> waited(family));
  }

  private void waited(AddressFamily family) {
    Long awaited = waiting.remove(family);
    if (!source.alive() || !source.generations(family).refreshing()) {
      return;
    }
    if (first.getOrDefault(family, 0L).equals(awaited)) {
      host.warn(
          "%s: a refresh of its routes has not ended within %d s; what it did not name goes"
              .formatted(family, WAIT_MAX.toSeconds()));
      ends(family);
    } else {
      await(family);
    }
  }
}
