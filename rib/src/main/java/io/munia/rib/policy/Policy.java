package io.munia.rib.policy;

import io.munia.net.Prefix;
import io.munia.rib.route.PathOrigin;
import java.util.List;
import java.util.Set;

/// Rules in order, the first that matches decides; where none does, the default.
///
/// @param name as the configuration spells it
/// @param rules in order
/// @param otherwise what happens to a route that no rule matches
public record Policy(String name, List<Rule> rules, Action otherwise) {
  public static final Policy ACCEPT_ALL = new Policy("accept-all", List.of(), Action.ACCEPT);

  /// What an eBGP session without a policy gets ([RFC
  /// 8212](https://www.rfc-editor.org/rfc/rfc8212)).
  public static final Policy REJECT_ALL = new Policy("reject-all", List.of(), Action.REJECT);

  public Policy {
    rules = List.copyOf(rules);
  }

  public enum Action {
    ACCEPT,
    REJECT
  }

  /// @param matches all must hold; none means always
  /// @param changes applied in order when the rule accepts
  public record Rule(List<Match> matches, List<Change> changes, Action then) {
    public Rule {
      matches = List.copyOf(matches);
      changes = List.copyOf(changes);
    }
  }

  /// One condition.
  public sealed interface Match {
    /// The prefix is in one of the ranges.
    record PrefixIn(List<PrefixRange> ranges) implements Match {
      public PrefixIn {
        ranges = List.copyOf(ranges);
      }
    }

    /// The path comes from one of these.
    record OriginIn(Set<PathOrigin> origins) implements Match {
      public OriginIn {
        origins = Set.copyOf(origins);
      }
    }

    /// The path was learned from a neighbour of this name or group.
    record FromPeer(String nameOrGroup) implements Match {}

    /// The path carries this community (32 bits).
    record HasCommunity(int community) implements Match {}
  }

  /// A prefix and the lengths around it: from `10.0.0.0/8 le 24` come min 8 and max 24.
  public record PrefixRange(Prefix prefix, int lengthMin, int lengthMax) {}

  /// One change to the path.
  public sealed interface Change {
    record SetLocalPref(long value) implements Change {}

    record SetMed(long value) implements Change {}

    record AddCommunity(int community) implements Change {}

    record RemoveCommunity(int community) implements Change {}

    record NextHopSelf() implements Change {}

    /// Our AS, `times` times in front, 1 to 25.
    record Prepend(int times) implements Change {}
  }
}
