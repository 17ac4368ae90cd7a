package io.munia.rib.policy;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Asks one [Policy] about packed routes. What it says is one question, [#outcome], asked per
/// attribute set or, where a rule looks at prefixes, per route; what the outcome then does to the
/// attributes, [#apply], depends on outcome and attribute set alone, so the caller works it out
/// once for each of those pairs and not once for each route.
///
/// **Outcomes.** [#OTHERWISE] and the number of a rule say what decided. Where rules that say
/// `next` matched before, the chain of all of them has a number of its own, given when it is met
/// for the first time and good until the next [#begin]. Not thread-safe.
public final class PolicyEvaluator {
  /// What [#outcome] says where no rule matches.
  public static final int OTHERWISE = -1;

  /// Chains kept from one [#begin] to the next.
  private static final int CHAINS_KEPT_MAX = 1024;

  /// Chains from which on callers that keep outcomes for long let go of them.
  private static final int CHAINS_CROWDED = 1 << 13;

  private final Policy policy;
  private final PolicyHits hits;
  private final PolicyProgram program;
  private final Rule[] rules;
  private final Subject subject = new Subject();
  private final List<Effect> chains = new ArrayList<>();

  /// A hash of the chains; a slot holds a number, plus one.
  private int[] slots = new int[16];

  private int[] passed = new int[4];

  public PolicyEvaluator(Policy policy) {
    this(policy, new PolicyHits(policy));
  }

  /// @param hits of this policy, shared by all who ask it
  public PolicyEvaluator(Policy policy, PolicyHits hits) {
    this.policy = policy;
    this.hits = hits;
    this.program = hits.program();
    this.rules = program.rules;
  }

  public Policy policy() {
    return policy;
  }

  /// Whether two routes with the same attributes and source may fare differently.
  public boolean looksAtPrefix() {
    return program.perPrefix;
  }

  /// Whether it asks other policies.
  public boolean asksOthers() {
    return program.asksOthers;
  }

  /// Outcomes that were given before are of no use to the caller from now on.
  public void begin() {
    if (chains.size() > CHAINS_KEPT_MAX) {
      chains.clear();
      slots = new int[16];
    }
  }

  /// Whether it is time for [#begin]: few more outcomes fit a key.
  public boolean isCrowded() {
    return chains.size() > CHAINS_CROWDED;
  }

  /// Sets the attributes that [#outcome] is asked about from now on.
  ///
  /// @param nextHop as it was learned; unspecified for a route of our own
  public void over(byte[] section, int from, int to, IpAddress nextHop) {
    if (program.perAttributes) {
      subject.over(section, from, to, nextHop);
    }
  }

  /// Which rule decides, [#OTHERWISE], or a chain. Address bits stand left-aligned, as in
  /// [io.munia.net.IpAddress]; without [#looksAtPrefix] they are not looked at.
  public int outcome(
      AddressFamily family,
      long high,
      long low,
      int length,
      PathOrigin origin,
      String peer,
      String group) {
    subject.route(family, high, low, length, origin, peer, group);
    subject.forget(0);
    int count = 0;
    for (int i = 0; i < rules.length; i++) {
      if (program.tests[i].hold(subject)) {
        if (rules[i].then() != Action.NEXT) {
          return count == 0 ? i : chain(count, i);
        }
        if (count == passed.length) {
          passed = Arrays.copyOf(passed, 2 * count);
        }
        passed[count++] = i;
      }
    }
    return count == 0 ? OTHERWISE : chain(count, OTHERWISE);
  }

  /// The number of the chain `passed[0, count)` and `last`: looked up without an object, as every
  /// route that passed a rule with `next` asks for one.
  private int chain(int count, int last) {
    if (count == passed.length) {
      passed = Arrays.copyOf(passed, 2 * count);
    }
    passed[count] = last;
    int hash = 1;
    for (int i = 0; i <= count; i++) {
      hash = 31 * hash + passed[i];
    }
    int slot = slot(hash);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      int[] known = chains.get(number).rules();
      if (Arrays.equals(known, 0, known.length, passed, 0, count + 1)) {
        return rules.length + number;
      }
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = chains.size() + 1;
    chains.add(effect(Arrays.copyOf(passed, count + 1)));
    if (2 * chains.size() > slots.length) {
      grow();
    }
    return rules.length + chains.size() - 1;
  }

  private Effect effect(int[] chain) {
    List<Change> changes = new ArrayList<>();
    for (int rule : chain) {
      if (rule != OTHERWISE) {
        changes.addAll(rules[rule].changes());
      }
    }
    int last = chain[chain.length - 1];
    return Effect.of(last == OTHERWISE ? policy.otherwise() : rules[last].then(), changes, chain);
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < chains.size(); number++) {
      int slot = slot(Arrays.hashCode(chains.get(number).rules()));
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = number + 1;
    }
  }

  private int slot(int hash) {
    return hash * 0x9e37_79b9 >>> 8 & slots.length - 1;
  }

  /// What an outcome does, to be asked of as often as wanted.
  public Effect effect(int outcome) {
    return outcome < rules.length ? program.effect(outcome) : chains.get(outcome - rules.length);
  }

  /// Counts a route that fared so, which is what [#outcome] said last.
  public void hit(int outcome) {
    subject.countNested();
    if (outcome < rules.length) {
      hits.count(outcome);
    } else {
      for (int rule : effect(outcome).rules()) {
        hits.count(rule);
      }
    }
  }

  /// The canonical section that the outcome makes of this one.
  ///
  /// @param localAs what is prepended
  /// @param member whether that is a member of a confederation, and the neighbour is inside
  public byte[] apply(int outcome, byte[] section, int from, int to, Asn localAs, boolean member) {
    PathAttributes attributes = AttributesCodec.decode(section, from, to);
    for (Change change : effect(outcome).changes()) {
      attributes = ChangeApplied.to(attributes, change, localAs, member);
    }
    return AttributesCodec.encode(attributes, section, from, to);
  }

  /// Asks again, as [#outcome] did last, and says what each rule said. Nothing is counted.
  public PolicyTrace trace() {
    int answers = subject.nestedCount();
    PolicyTrace trace = traced();
    subject.forget(answers);
    return trace;
  }

  private PolicyTrace traced() {
    List<PolicyTrace.Asked> asked = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      PolicyTrace.Asked answer = program.tests[i].ask(subject, i + 1, rules[i]);
      asked.add(answer);
      if (answer.matched()) {
        changes.addAll(rules[i].changes());
        if (rules[i].then() != Action.NEXT) {
          return new PolicyTrace(
              policy.name(), asked, i + 1, rules[i].then() == Action.ACCEPT, changes);
        }
      }
    }
    return new PolicyTrace(
        policy.name(), asked, PolicyTrace.DEFAULT, policy.otherwise() == Action.ACCEPT, changes);
  }
}
