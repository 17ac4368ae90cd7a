package io.munia.rib.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs one expression over paths. The states in which the automaton can be at once are worked out
/// when they are met for the first time and kept as one state, at most [#KEPT_MAX] of them; what is
/// beyond throws all away and begins anew. So a path costs one look-up for each AS, and never more
/// than one walk over the automaton for each. Not thread-safe.
final class AsPathMatcher {
  static final int KEPT_MAX = 256;

  private static final int UNKNOWN = -1;

  private final AsPathAutomaton automaton;
  private final List<Kept> kept = new ArrayList<>();
  private final Map<BitSet, Integer> numbers = new HashMap<>();

  /// @param states in which the automaton can be
  /// @param accepts whatever may follow
  /// @param acceptsAtEnd where nothing follows
  /// @param next by class, or [#UNKNOWN]
  @SuppressWarnings("ArrayRecordComponent") // filled in as it is asked
  private record Kept(BitSet states, boolean accepts, boolean acceptsAtEnd, int[] next) {}

  AsPathMatcher(AsPathPattern pattern) {
    this.automaton = pattern.automaton();
    begin();
  }

  /// @param path AS numbers as 32 unsigned bits at `[0, count)`
  boolean matches(int[] path, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      Kept here = kept.get(at);
      if (here.accepts) {
        return true;
      }
      int taken = automaton.classOf(path[i]);
      int next = here.next[taken];
      at = next == UNKNOWN ? step(here, taken) : next;
    }
    return kept.get(at).accepts || kept.get(at).acceptsAtEnd;
  }

  /// How many states are kept: for tests of the bound.
  int kept() {
    return kept.size();
  }

  /// The first state is kept apart: there alone `^` holds.
  private void begin() {
    kept.clear();
    numbers.clear();
    BitSet states = new BitSet();
    close(automaton.start(), true, false, states);
    keep(states, true);
  }

  private int step(Kept from, int taken) {
    BitSet states = new BitSet();
    for (int i = from.states.nextSetBit(0); i >= 0; i = from.states.nextSetBit(i + 1)) {
      if (automaton.state(i) instanceof AsPathAutomaton.State.Takes(BitSet classes, int next)
          && classes.get(taken)) {
        close(next, false, false, states);
      }
    }
    // It may begin anywhere.
    close(automaton.start(), false, false, states);
    Integer known = numbers.get(states);
    if (known != null) {
      from.next[taken] = known;
      return known;
    }
    if (kept.size() == KEPT_MAX) {
      begin();
      int number = keep(states, false);
      numbers.put(states, number);
      return number;
    }
    int number = keep(states, false);
    numbers.put(states, number);
    from.next[taken] = number;
    return number;
  }

  private int keep(BitSet states, boolean first) {
    BitSet atEnd = new BitSet();
    for (int i = states.nextSetBit(0); i >= 0; i = states.nextSetBit(i + 1)) {
      if (automaton.state(i) instanceof AsPathAutomaton.State.AtEnd) {
        close(i, first, true, atEnd);
      }
    }
    int[] next = new int[automaton.classes()];
    Arrays.fill(next, UNKNOWN);
    kept.add(new Kept(states, accepts(states), accepts(atEnd), next));
    return kept.size() - 1;
  }

  private boolean accepts(BitSet states) {
    return states.stream()
        .anyMatch(state -> automaton.state(state) instanceof AsPathAutomaton.State.Accepts);
  }

  /// Adds all states that are reached from one without taking an AS.
  private void close(int from, boolean atBegin, boolean atEnd, BitSet into) {
    Deque<Integer> left = new ArrayDeque<>();
    left.push(from);
    while (!left.isEmpty()) {
      int number = left.pop();
      if (into.get(number)) {
        continue;
      }
      into.set(number);
      switch (automaton.state(number)) {
        case AsPathAutomaton.State.Splits(int one, int other) -> {
          left.push(other);
          left.push(one);
        }
        case AsPathAutomaton.State.AtBegin(int next) -> {
          if (atBegin) {
            left.push(next);
          }
        }
        case AsPathAutomaton.State.AtEnd(int next) -> {
          if (atEnd) {
            left.push(next);
          }
        }
        case AsPathAutomaton.State.Takes _, AsPathAutomaton.State.Accepts _ -> {
          // here it waits
        }
      }
    }
  }
}
