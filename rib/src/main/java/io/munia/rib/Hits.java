package io.munia.rib;

import io.munia.rib.policy.Policy;
import io.munia.rib.policy.PolicyHits;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How often rules decided, of each policy over all neighbours that use it, kept from one session
/// to the next. Owned by the RIB's loop.
final class Hits {
  private final Map<Policy, PolicyHits> imports = new HashMap<>();
  private final Map<Policy, PolicyHits> exports = new HashMap<>();

  PolicyHits imports(Policy policy) {
    return imports.computeIfAbsent(policy, PolicyHits::new);
  }

  PolicyHits exports(Policy policy) {
    return exports.computeIfAbsent(policy, PolicyHits::new);
  }

  Optional<PolicyHits> ofImports(Policy policy) {
    return Optional.ofNullable(imports.get(policy));
  }

  Optional<PolicyHits> ofExports(Policy policy) {
    return Optional.ofNullable(exports.get(policy));
  }

  /// Forgets those of policies that nobody is going to use.
  void keep(Collection<Policy> policies) {
    Set<Policy> kept = Set.copyOf(policies);
    imports.keySet().retainAll(kept);
    exports.keySet().retainAll(kept);
  }
}
