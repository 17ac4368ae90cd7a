package io.munia.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.attribute.PathAttributes.LargeCommunity;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.Policy.Rule;
import io.munia.rib.policy.RandomPolicies.Asked;
import io.munia.rib.route.PathOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyEvaluatorTest {
  private static final int SEEDS = Integer.getInteger("munia.seeds", 24);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final Asn OURS = new Asn(64512);
  private static final int NO_EXPORT = 0xffff_ff01;

  @Test
  void packed_routes_fare_as_the_words_of_the_policy_say() {
    for (int seed = FIRST_SEED; seed < FIRST_SEED + 40 * SEEDS; seed++) {
      RandomPolicies world = new RandomPolicies(new Random(seed));
      Policy policy = world.policy(2);
      PolicyHits hits = new PolicyHits(policy);
      PolicyEvaluator evaluator = new PolicyEvaluator(policy, hits);
      long[] counted = new long[policy.rules().size() + 1];
      for (int i = 0; i < 30; i++) {
        Asked route = world.route();
        PlainPolicy.Said said = PlainPolicy.ask(policy, route);
        int outcome = ask(evaluator, route);
        String where = "seed " + seed + ": " + policy + "\n on " + route;
        Effect effect = evaluator.effect(outcome);
        assertThat(effect.accepts()).as(where).isEqualTo(said.accepted());
        assertThat(effect.changes()).as(where).isEqualTo(changes(policy, said.rules()));
        PolicyTrace trace = evaluator.trace();
        assertThat(trace.accepted()).as(where).isEqualTo(said.accepted());
        assertThat(trace.changes()).as(where).isEqualTo(effect.changes());
        assertThat(
                trace.asked().stream()
                    .filter(PolicyTrace.Asked::matched)
                    .map(asked -> asked.rule() - 1)
                    .toList())
            .as(where)
            .isEqualTo(said.rules());
        evaluator.hit(outcome);
        said.rules().forEach(rule -> counted[rule + 1]++);
        counted[0] += trace.decidedBy() == PolicyTrace.DEFAULT ? 1 : 0;
      }
      for (int rule = -1; rule < policy.rules().size(); rule++) {
        assertThat(hits.of(rule)).as("seed %d rule %d", seed, rule).isEqualTo(counted[rule + 1]);
      }
    }
  }

  private static List<Change> changes(Policy policy, List<Integer> rules) {
    return rules.stream().flatMap(rule -> policy.rules().get(rule).changes().stream()).toList();
  }

  private static int ask(PolicyEvaluator evaluator, Asked route) {
    byte[] section = AttributesCodec.encode(route.attributes());
    evaluator.begin();
    evaluator.over(section, 0, section.length, route.nextHop());
    Prefix prefix = route.prefix();
    return evaluator.outcome(
        prefix.unicastFamily(),
        prefix.address().high(),
        prefix.address().low(),
        prefix.length(),
        route.origin(),
        route.peer(),
        route.group());
  }

  @Test
  void changes_are_made_in_their_order() {
    PathAttributes was = attributes("1 2", 5L, List.of(1, 65000 << 16 | 7), List.of(), List.of());
    assertThat(
            applied(
                was,
                new Change.AddMed(10),
                new Change.SubtractMed(3),
                new Change.Prepend(2),
                new Change.PrependAs(List.of(new Asn(8), new Asn(9))),
                new Change.RemoveCommunities(
                    new CommunitySet(
                        "", List.of(CommunityPattern.standard(65000 << 16, 0xffff_0000)))),
                Change.AddCommunities.community(NO_EXPORT),
                Change.AddCommunities.community(NO_EXPORT)))
        .isEqualTo(
            attributes("8 9 64512 64512 1 2", 12L, List.of(1, NO_EXPORT), List.of(), List.of()));
  }

  @Test
  void med_stays_in_its_bounds() {
    PathAttributes none = attributes("1", null, List.of(), List.of(), List.of());
    assertThat(applied(none, new Change.SubtractMed(3)).med()).isZero();
    assertThat(applied(none, new Change.SetMed(0xffff_fff0L), new Change.AddMed(100)).med())
        .isEqualTo(0xffff_ffffL);
  }

  @Test
  void communities_of_all_kinds_are_added_removed_and_set() {
    LargeCommunity one = new LargeCommunity(64512, 1, 3);
    LargeCommunity other = new LargeCommunity(64512, 2, 4);
    PathAttributes was = attributes("1", null, List.of(7), List.of(9L), List.of(one));
    assertThat(
            applied(
                was,
                new Change.AddCommunities(
                    List.of(CommunityPattern.large(other), CommunityPattern.extended(5, -1))),
                new Change.RemoveCommunities(
                    new CommunitySet(
                        "",
                        List.of(
                            CommunityPattern.large(one, false, true, false),
                            CommunityPattern.extended(8, ~1L))))))
        .isEqualTo(attributes("1", null, List.of(7), List.of(5L), List.of(other)));
    assertThat(applied(was, new Change.SetCommunities(List.of(CommunityPattern.extended(5, -1)))))
        .isEqualTo(attributes("1", null, List.of(), List.of(5L), List.of()));
  }

  @Test
  void rules_behind_next_see_the_route_as_it_came() {
    Policy policy =
        new Policy(
            "p",
            List.of(
                new Rule(List.of(), List.of(new Change.SetMed(50)), Action.NEXT),
                new Rule(List.of(new Match.MedIs(new Range(50, 50))), List.of(), Action.REJECT),
                new Rule(List.of(), List.of(new Change.AddMed(1)), Action.ACCEPT)),
            Action.REJECT);
    PolicyEvaluator evaluator = new PolicyEvaluator(policy);
    int outcome = ask(evaluator, asked(attributes("1", 1L, List.of(), List.of(), List.of())));
    assertThat(evaluator.effect(outcome).accepts()).isTrue();
    byte[] section = AttributesCodec.encode(attributes("1", 1L, List.of(), List.of(), List.of()));
    byte[] made = evaluator.apply(outcome, section, 0, section.length, OURS, false);
    assertThat(AttributesCodec.decode(made, 0, made.length).med()).isEqualTo(51);
  }

  @Test
  void a_trace_says_which_match_failed_with_what_it_found() {
    Policy policy =
        new Policy(
            "p",
            List.of(
                new Rule(
                    List.of(
                        new Match.FromPeer("a"),
                        new Match.OriginAsIn(new AsSet("", List.of(new Range(5, 9))))),
                    List.of(),
                    Action.REJECT)),
            Action.ACCEPT);
    PolicyEvaluator evaluator = new PolicyEvaluator(policy);
    int outcome = ask(evaluator, asked(attributes("1 4", 1L, List.of(), List.of(), List.of())));
    assertThat(outcome).isEqualTo(PolicyEvaluator.OTHERWISE);
    assertThat(evaluator.trace().asked())
        .containsExactly(
            new PolicyTrace.Asked(
                1, Action.REJECT, policy.rules().getFirst().matches().get(1), "4"));
    assertThat(evaluator.trace().decidedBy()).isEqualTo(PolicyTrace.DEFAULT);
  }

  @Test
  void prefixes_are_looked_at_where_some_rule_does_and_nowhere_else() {
    Match prefix = new Match.PrefixIn(List.of());
    Match peer = new Match.FromPeer("a");
    assertThat(looksAtPrefix(peer)).isFalse();
    assertThat(looksAtPrefix(prefix)).isTrue();
    assertThat(looksAtPrefix(new Match.Not(List.of(peer)))).isFalse();
    assertThat(looksAtPrefix(new Match.Not(List.of(peer, prefix)))).isTrue();
    Policy inner =
        new Policy(
            "q", List.of(new Rule(List.of(prefix), List.of(), Action.ACCEPT)), Action.REJECT);
    assertThat(looksAtPrefix(new Match.AcceptedBy(inner))).isTrue();
  }

  private static boolean looksAtPrefix(Match match) {
    return new PolicyEvaluator(
            new Policy(
                "p", List.of(new Rule(List.of(match), List.of(), Action.ACCEPT)), Action.REJECT))
        .looksAtPrefix();
  }

  @Test
  void the_next_hop_is_what_the_last_change_says() {
    IpAddress v4 = IpAddress.parse("192.0.2.1");
    Effect effect = effect(new Change.NextHopAddress(v4), new Change.NextHopSelf());
    assertThat(effect.nextHop()).isEqualTo(Effect.NextHop.SELF);
    assertThat(effect.nextHopAddress(io.munia.net.AddressFamily.IPV4_UNICAST)).isNull();
    effect = effect(new Change.NextHopKeep(), new Change.NextHopAddress(v4));
    assertThat(effect.nextHopAddress(io.munia.net.AddressFamily.IPV4_UNICAST)).isEqualTo(v4);
    assertThat(effect.nextHop()).isEqualTo(Effect.NextHop.KEEP);
    assertThat(effect.changesAttributes()).isFalse();
  }

  private static Effect effect(Change... changes) {
    PolicyEvaluator evaluator = new PolicyEvaluator(accepting(changes));
    return evaluator.effect(0);
  }

  @Test
  void what_policies_ask_of_each_other_has_a_bound() {
    Policy policy = accepting();
    for (int i = 1; i < Policy.DEPTH_MAX; i++) {
      policy = asking(policy, 2);
    }
    Policy deep = policy;
    assertThatThrownBy(() -> asking(deep, 1)).hasMessage("policy p asks others more than 8 deep");
    assertThatThrownBy(() -> asking(asking(asking(accepting(), 100), 100), 100))
        .hasMessageContaining("more than 65536 with those of the policies it asks");
  }

  private static Policy asking(Policy inner, int times) {
    Rule rule = new Rule(List.of(new Match.AcceptedBy(inner)), List.of(), Action.ACCEPT);
    return new Policy("p", java.util.Collections.nCopies(times, rule), Action.REJECT);
  }

  @Test
  void a_policy_that_cannot_be_is_not_made() {
    assertThatThrownBy(() -> new Policy("p", List.of(), Action.NEXT))
        .hasMessage("policy p must end: accept or reject");
    assertThatThrownBy(
            () -> new Change.AddCommunities(List.of(CommunityPattern.standard(0, 0xffff_0000))))
        .hasMessage("a wildcard cannot be put on a route");
  }

  private static Policy accepting(Change... changes) {
    return new Policy(
        "p", List.of(new Rule(List.of(), List.of(changes), Action.ACCEPT)), Action.REJECT);
  }

  private static PathAttributes applied(PathAttributes was, Change... changes) {
    byte[] section = AttributesCodec.encode(was);
    byte[] made =
        new PolicyEvaluator(accepting(changes)).apply(0, section, 0, section.length, OURS, false);
    return AttributesCodec.decode(made, 0, made.length);
  }

  private static Asked asked(PathAttributes attributes) {
    return new Asked(
        Prefix.parse("10.0.0.0/8"),
        attributes,
        IpAddress.parse("192.0.2.1"),
        PathOrigin.EBGP,
        "a",
        "");
  }

  private static PathAttributes attributes(
      String path,
      @Nullable Long med,
      List<Integer> communities,
      List<Long> extended,
      List<LargeCommunity> large) {
    List<Asn> numbers = new ArrayList<>();
    for (String as : path.split(" ", -1)) {
      numbers.add(new Asn(Long.parseLong(as)));
    }
    return new PathAttributes(
        Origin.IGP,
        new AsPath(List.of(new AsPath.Segment(AsPath.Kind.SEQUENCE, numbers))),
        med,
        null,
        false,
        null,
        communities,
        extended,
        large,
        null,
        List.of(),
        List.of());
  }

  @Test
  void chains_of_rules_that_go_on_are_told_apart_however_many() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rules.add(
          new Rule(
              List.of(Match.Carries.community(i)), List.of(new Change.SetMed(i)), Action.NEXT));
    }
    PolicyEvaluator evaluator = new PolicyEvaluator(new Policy("p", rules, Action.ACCEPT));
    for (int round = 0; round < 2; round++) {
      for (int bits = 0; bits < 1 << 12; bits++) {
        int carried = bits;
        List<Integer> communities =
            IntStream.range(0, 12).filter(i -> (carried >> i & 1) != 0).boxed().toList();
        int outcome = ask(evaluator, asked(attributes("1", 0L, communities, List.of(), List.of())));
        assertThat(evaluator.effect(outcome).changes()).hasSize(communities.size());
      }
    }
  }
}
