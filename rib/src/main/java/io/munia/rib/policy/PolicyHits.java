package io.munia.rib.policy;

/// How often each rule of a policy decided about a route, or changed it and went on; and the policy
/// itself as those who count here ask it. Owned by the RIB's loop.
public final class PolicyHits {
  private final PolicyProgram program;
  private final long[] counts;

  public PolicyHits(Policy policy) {
    this.program = new PolicyProgram(policy);
    this.counts = new long[policy.rules().size() + 1];
  }

  PolicyProgram program() {
    return program;
  }

  void count(int rule) {
    counts[rule + 1]++;
  }

  /// @param rule its index, or [PolicyEvaluator#OTHERWISE]
  public long of(int rule) {
    return counts[rule + 1];
  }
}
