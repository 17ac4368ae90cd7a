package io.munia.rib.policy;

import io.munia.rib.policy.AsPathParser.Node;
import io.munia.rib.policy.Policy.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// An expression as a nondeterministic automaton. AS numbers fall into classes that no part of the
/// expression tells apart, so that a state moves on classes, which are few. Immutable.
final class AsPathAutomaton {
  /// Most states; an expression of [AsPathPattern#CHARACTERS_MAX] characters has fewer.
  static final int STATES_MAX = 2048;

  private final List<State> states = new ArrayList<>();
  private final long[] cuts;
  private final int start;

  sealed interface State {
    /// Takes one AS whose class is one of these.
    record Takes(BitSet classes, int next) implements State {}

    record Splits(int one, int other) implements State {}

    record AtBegin(int next) implements State {}

    record AtEnd(int next) implements State {}

    record Accepts() implements State {}
  }

  static AsPathAutomaton of(Node node) {
    return new AsPathAutomaton(node);
  }

  private AsPathAutomaton(Node node) {
    Set<Long> cutting = new TreeSet<>();
    cut(node, cutting);
    cuts = cutting.stream().mapToLong(Long::longValue).toArray();
    start = build(node, add(new State.Accepts()));
  }

  int start() {
    return start;
  }

  int size() {
    return states.size();
  }

  State state(int number) {
    return states.get(number);
  }

  int classes() {
    return cuts.length + 1;
  }

  /// The class of an AS number, as 32 unsigned bits.
  int classOf(int as) {
    int at = Arrays.binarySearch(cuts, Integer.toUnsignedLong(as));
    return at >= 0 ? at + 1 : -at - 1;
  }

  private static void cut(Node node, Set<Long> cuts) {
    switch (node) {
      case Node.Numbers(List<Range> ranges) -> {
        for (Range range : ranges) {
          cuts.add(range.min());
          cuts.add(range.max() + 1);
        }
      }
      case Node.Begin(), Node.End() -> {
        // no numbers
      }
      case Node.Sequence(List<Node> nodes) -> nodes.forEach(each -> cut(each, cuts));
      case Node.Either(List<Node> nodes) -> nodes.forEach(each -> cut(each, cuts));
      case Node.Repeat(Node inner, _, _) -> cut(inner, cuts);
    }
  }

  /// The state where `node` begins, when `next` is what follows it.
  private int build(Node node, int next) {
    return switch (node) {
      case Node.Numbers(List<Range> ranges) -> add(new State.Takes(classes(ranges), next));
      case Node.Begin() -> add(new State.AtBegin(next));
      case Node.End() -> add(new State.AtEnd(next));
      case Node.Sequence(List<Node> nodes) -> {
        int from = next;
        for (int i = nodes.size() - 1; i >= 0; i--) {
          from = build(nodes.get(i), from);
        }
        yield from;
      }
      case Node.Either(List<Node> nodes) -> {
        int from = build(nodes.getLast(), next);
        for (int i = nodes.size() - 2; i >= 0; i--) {
          from = add(new State.Splits(build(nodes.get(i), next), from));
        }
        yield from;
      }
      case Node.Repeat(Node inner, boolean orNone, boolean orMore) -> {
        if (!orMore) {
          yield add(new State.Splits(build(inner, next), next));
        }
        int loop = add(new State.Accepts()); // its place, until it is known where it leads
        int from = build(inner, loop);
        states.set(loop, new State.Splits(from, next));
        yield orNone ? loop : from;
      }
    };
  }

  private BitSet classes(List<Range> ranges) {
    BitSet classes = new BitSet();
    for (Range range : ranges) {
      classes.set(classOf((int) range.min()), classOf((int) range.max()) + 1);
    }
    return classes;
  }

  private int add(State state) {
    if (states.size() == STATES_MAX) {
      throw new IllegalArgumentException("is too long; a shorter one would do");
    }
    states.add(state);
    return states.size() - 1;
  }
}
