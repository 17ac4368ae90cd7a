package io.munia.rib.policy;

import java.util.function.Function;

/// How often each rule of a policy decided about a route, or changed it and went on; and the policy
/// itself as those who count here ask it. Owned by the RIB's loop.
public final class PolicyHits {
  private final PolicyProgram program;
  private final long[] counts;

  public PolicyHits(Policy policy) {
    this(policy, PolicyHits::new);
  }

  /// @param nested what counts for the policies that this one asks
  public PolicyHits(Policy policy, Function<Policy, PolicyHits> nested) {
    this.program = new PolicyProgram(policy, nested);
    this.counts = new long[policy.rules().size() + 1];
  }

  PolicyProgram program() {
    return program;
  }

  /// Whether it accepts a route that another policy asks it about.
  boolean accepts(Subject subject) {
    int rule = program.decides(subject);
    subject.decided(this, rule);
    return program.effect(rule).accepts();
  }

  void count(int rule) {
    counts[rule + 1]++;
  }

  /// @param rule its index, or [PolicyEvaluator#OTHERWISE]
  public long of(int rule) {
    return counts[rule + 1];
  }
}
