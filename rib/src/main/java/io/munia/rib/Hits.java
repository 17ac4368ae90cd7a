package io.munia.rib;

import io.munia.rib.policy.Policy;
import io.munia.rib.policy.PolicyHits;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How often rules decided, of each policy over all neighbours that use it, kept from one session
/// to the next. Owned by the RIB's loop.
final class Hits {
  private final Map<Policy, PolicyHits> imports = new HashMap<>();
  private final Map<Policy, PolicyHits> exports = new HashMap<>();

  PolicyHits imports(Policy policy) {
    return of(imports, policy);
  }

  PolicyHits exports(Policy policy) {
    return of(exports, policy);
  }

  /// What a policy asks counts with the others of its direction.
  private static PolicyHits of(Map<Policy, PolicyHits> all, Policy policy) {
    PolicyHits known = all.get(policy);
    if (known == null) {
      known = new PolicyHits(policy, nested -> of(all, nested));
      all.put(policy, known);
    }
    return known;
  }

  Optional<PolicyHits> ofImports(Policy policy) {
    return Optional.ofNullable(imports.get(policy));
  }

  Optional<PolicyHits> ofExports(Policy policy) {
    return Optional.ofNullable(exports.get(policy));
  }

  /// Forgets those of policies that nobody is going to use, and that none of these asks.
  void keep(Collection<Policy> policies) {
    Set<Policy> kept = new HashSet<>();
    policies.forEach(policy -> kept.addAll(policy.withNested()));
    imports.keySet().retainAll(kept);
    exports.keySet().retainAll(kept);
  }
}
