package io.munia.rib.policy;

import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a policy came to what it says about one route.
///
/// @param asked the rules that were asked, in order
/// @param decidedBy the rule, counted from 1, or [#DEFAULT]
/// @param changes all that were made, in order; of a route that is rejected none counts
public record PolicyTrace(
    String policy, List<Asked> asked, int decidedBy, boolean accepted, List<Change> changes) {
  /// No rule decided.
  public static final int DEFAULT = 0;

  public PolicyTrace {
    asked = List.copyOf(asked);
    changes = List.copyOf(changes);
  }

  /// @param rule counted from 1
  /// @param then what it does when it matches
  /// @param failed the first match that did not hold; null where all did
  /// @param found what that match found instead
  public record Asked(int rule, Action then, @Nullable Match failed, String found) {
    public boolean matched() {
      return failed == null;
    }
  }
}
