package io.munia.rib.policy;

import io.munia.rib.policy.Policy.Rule;
import java.util.Arrays;
import java.util.List;

/// A policy made ready to be asked: what all who ask it on one loop share, however many neighbours
/// have it. Expressions keep what they have worked out in here. Owned by the RIB's loop.
final class PolicyProgram {
  final Rule[] rules;
  final Tests[] tests;
  final boolean perPrefix;
  final boolean perAttributes;

  /// By rule, plus one; the first is the default's.
  private final Effect[] effects;

  PolicyProgram(Policy policy) {
    this.rules = policy.rules().toArray(Rule[]::new);
    this.tests =
        policy.rules().stream().map(rule -> new Tests(rule.matches())).toArray(Tests[]::new);
    this.effects = new Effect[rules.length + 1];
    effects[0] = Effect.of(policy.otherwise(), List.of(), new int[] {PolicyEvaluator.OTHERWISE});
    for (int i = 0; i < rules.length; i++) {
      effects[i + 1] = Effect.of(rules[i].then(), rules[i].changes(), new int[] {i});
    }
    this.perPrefix = Arrays.stream(tests).anyMatch(Tests::perPrefix);
    this.perAttributes = Arrays.stream(tests).anyMatch(Tests::perAttributes);
  }

  /// @param rule its index, or [PolicyEvaluator#OTHERWISE]
  Effect effect(int rule) {
    return effects[rule + 1];
  }
}
