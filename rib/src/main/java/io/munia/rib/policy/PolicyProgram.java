package io.munia.rib.policy;

import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A policy made ready to be asked: what all who ask it on one loop share, however many neighbours
/// have it. Expressions keep what they have worked out in here. Owned by the RIB's loop.
final class PolicyProgram {
  final Rule[] rules;
  final Tests[] tests;
  final boolean perPrefix;
  final boolean perAttributes;
  final boolean asksOthers;

  /// By rule, plus one; the first is the default's.
  private final Effect[] effects;

  /// @param nested what counts for the policies that this one asks
  PolicyProgram(Policy policy, Function<Policy, PolicyHits> nested) {
    this.rules = policy.rules().toArray(Rule[]::new);
    this.tests =
        policy.rules().stream()
            .map(rule -> new Tests(rule.matches(), nested))
            .toArray(Tests[]::new);
    this.effects = new Effect[rules.length + 1];
    effects[0] = Effect.of(policy.otherwise(), List.of(), new int[] {PolicyEvaluator.OTHERWISE});
    for (int i = 0; i < rules.length; i++) {
      effects[i + 1] = Effect.of(rules[i].then(), rules[i].changes(), new int[] {i});
    }
    this.perPrefix = Arrays.stream(tests).anyMatch(Tests::perPrefix);
    this.asksOthers = !policy.asked().isEmpty();
    this.perAttributes = Arrays.stream(tests).anyMatch(Tests::perAttributes);
  }

  /// The rule that says whether a route is accepted, or [PolicyEvaluator#OTHERWISE].
  int decides(Subject subject) {
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].then() != Action.NEXT && tests[i].hold(subject)) {
        return i;
      }
    }
    return PolicyEvaluator.OTHERWISE;
  }

  /// @param rule its index, or [PolicyEvaluator#OTHERWISE]
  Effect effect(int rule) {
    return effects[rule + 1];
  }
}
