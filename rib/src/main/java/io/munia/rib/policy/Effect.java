package io.munia.rib.policy;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy.Action;
import io.munia.rib.policy.Policy.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an outcome of a policy does, worked out once for each outcome.
public final class Effect {
  private final boolean accepts;
  private final List<Change> changes;
  private final int[] rules;
  private final boolean changesAttributes;
  private final boolean setsMed;
  private final NextHop nextHop;
  private final @Nullable IpAddress addressV4;
  private final @Nullable IpAddress addressV6;
  private final int weight;

  /// What becomes of the next hop.
  public enum NextHop {
    /// What the session does anyway.
    USUAL,
    SELF,
    KEEP
  }

  /// @param rules which ones it comes of
  static Effect of(Action then, List<Change> changes, int[] rules) {
    return new Effect(then == Action.ACCEPT, changes, rules);
  }

  private Effect(boolean accepts, List<Change> changes, int[] rules) {
    this.accepts = accepts;
    this.changes = List.copyOf(changes);
    this.rules = rules;
    boolean attributes = false;
    boolean med = false;
    NextHop hop = NextHop.USUAL;
    IpAddress v4 = null;
    IpAddress v6 = null;
    int heavy = 0;
    for (Change change : changes) {
      switch (change) {
        case Change.SetMed _, Change.AddMed _, Change.SubtractMed _ -> {
          med = true;
          attributes = true;
        }
        case Change.NextHopSelf() -> {
          hop = NextHop.SELF;
          v4 = null;
          v6 = null;
        }
        case Change.NextHopKeep() -> {
          hop = NextHop.KEEP;
          v4 = null;
          v6 = null;
        }
        case Change.NextHopAddress(IpAddress address) -> {
          switch (address.version()) {
            case V4 -> v4 = address;
            case V6 -> v6 = address;
          }
        }
        case Change.SetWeight(int value) -> heavy = value;
        case Change.SetLocalPref _,
            Change.AddCommunities _,
            Change.RemoveCommunities _,
            Change.SetCommunities _,
            Change.Prepend _,
            Change.PrependAs _ ->
            attributes = true;
      }
    }
    this.changesAttributes = attributes;
    this.setsMed = med;
    this.nextHop = hop;
    this.addressV4 = v4;
    this.addressV6 = v6;
    this.weight = heavy;
  }

  public boolean accepts() {
    return accepts;
  }

  /// All of them, in order.
  public List<Change> changes() {
    return changes;
  }

  int[] rules() {
    return rules;
  }

  /// Whether [PolicyEvaluator#apply] may make another section.
  public boolean changesAttributes() {
    return changesAttributes;
  }

  /// Whether MED is what the policy made of it: an external neighbour is sent it.
  public boolean setsMed() {
    return setsMed;
  }

  public NextHop nextHop() {
    return nextHop;
  }

  /// The next hop that routes of this family get, or null.
  public @Nullable IpAddress nextHopAddress(AddressFamily family) {
    if (!family.isUnicast()) {
      return null;
    }
    return switch (family.version()) {
      case V4 -> addressV4;
      case V6 -> addressV6;
    };
  }

  /// 0 where none is set.
  public int weight() {
    return weight;
  }
}
