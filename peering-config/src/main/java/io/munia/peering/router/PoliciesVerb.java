package io.munia.peering.router;

import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.PolicyText;
import io.munia.rib.RibView;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.PolicyEvaluator;
import io.munia.rib.policy.PolicyHits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// `policies`: those that some neighbour has, their rules, and how often each decided.
record PoliciesVerb(Router router) implements Verb {
  /// The start of a rule, which may name many prefixes.
  private static final int RULE_CHARACTERS_MAX = 400;

  @Override
  public String name() {
    return "policies";
  }

  @Override
  public Access access() {
    return Access.READ;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("policy");
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    String wanted = args.getOrDefault("policy", "");
    PeeringConfig config = router.config();
    List<Policy> policies =
        config.policies().stream()
            .flatMap(policy -> policy.withNested().stream())
            .distinct()
            .filter(policy -> wanted.isEmpty() || policy.name().equals(wanted))
            .sorted(Comparator.comparing(Policy::name))
            .toList();
    if (policies.isEmpty() && !wanted.isEmpty()) {
      throw new VerbException(
          VerbException.FAILED, "no neighbour has a policy that is called " + wanted);
    }
    List<Json> answers =
        TableVerbs.await(
            router.read(view ->
                policies.stream().<Json>map(policy -> json(view, config, policy)).toList()));
    return Json.object().put("policies", answers).build();
  }

  private static Json.Obj json(RibView view, PeeringConfig config, Policy policy) {
    Optional<PolicyHits> imports = view.importHits(policy);
    Optional<PolicyHits> exports = view.exportHits(policy);
    List<Json> rules = new ArrayList<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      Policy.Rule rule = policy.rules().get(i);
      rules.add(
          Json.object()
              .put("rule", i + 1)
              .put("match", cut(PolicyText.matches(rule.matches())))
              .put("set", cut(PolicyText.changes(rule.changes())))
              .put("then", PolicyText.action(rule.then()))
              .put("hits-in", hits(imports, i))
              .put("hits-out", hits(exports, i))
              .build());
    }
    return Json.object()
        .put("policy", policy.name())
        .put("import-of", users(config, PeerOptions::importPolicy, policy))
        .put("export-of", users(config, PeerOptions::exportPolicy, policy))
        .put("rules", rules)
        .put("default", PolicyText.action(policy.otherwise()))
        .put("default-hits-in", hits(imports, PolicyEvaluator.OTHERWISE))
        .put("default-hits-out", hits(exports, PolicyEvaluator.OTHERWISE))
        .build();
  }

  private static long hits(Optional<PolicyHits> hits, int rule) {
    return hits.map(counted -> counted.of(rule)).orElse(0L);
  }

  /// Names of the neighbours and ranges that have the policy.
  private static List<Json> users(
      PeeringConfig config, Function<PeerOptions, Policy> which, Policy policy) {
    return Stream.concat(
            config.peers().stream()
                .filter(peer -> which.apply(peer.options()).equals(policy))
                .map(PeerConfig::name),
            config.dynamic().stream()
                .filter(range -> which.apply(range.options()).equals(policy))
                .map(DynamicRange::name))
        .<Json>map(Json::text)
        .toList();
  }

  private static String cut(String text) {
    return text.length() <= RULE_CHARACTERS_MAX
        ? text
        : text.substring(0, RULE_CHARACTERS_MAX) + "…";
  }
}
