package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A forwarding table that takes everything, when it is told to answer.
final class AnsweringFib implements Fib {
  final Map<Prefix, Target> routes = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  private List<Change> batch = List.of();
  private Acknowledgements done = outcomes -> {};
  private Watcher watcher = turns -> {};

  @Override
  public void watch(Watcher watcher) {
    this.watcher = watcher;
  }

  /// Says that what was acknowledged has turned.
  void turned(String prefix, Outcome outcome) {
    watcher.turned(List.of(new Turn(Prefix.parse(prefix), outcome)));
  }

  @Override
  public void apply(List<Change> changes, Acknowledgements acknowledgements) {
    batch = changes;
    done = acknowledgements;
  }

  @Override
  public void converged(AddressFamily family) {
    log.add("converged " + family);
  }

  boolean discards(String prefix) {
    return routes.get(Prefix.parse(prefix)) instanceof Target.Discard;
  }

  /// Answers what it was asked, if it was.
  boolean answer() {
    List<Change> answered = batch;
    batch = List.of();
    for (Change change : answered) {
      log.add(change.prefix() + " " + change.target().getClass().getSimpleName());
      if (change.target() instanceof Target.Absent) {
        routes.remove(change.prefix());
      } else {
        routes.put(change.prefix(), change.target());
      }
    }
    if (!answered.isEmpty()) {
      done.done(answered.stream().<Outcome>map(change -> new Outcome.Installed()).toList());
    }
    return !answered.isEmpty();
  }
}
