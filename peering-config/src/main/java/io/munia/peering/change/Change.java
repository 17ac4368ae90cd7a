package io.munia.peering.change;

import io.munia.net.Prefix;
import io.munia.peering.model.DynamicRange;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.StaticRoute;
import io.munia.rib.aggregate.Aggregate;
import java.util.List;
import java.util.Set;

/// One difference between two configurations.
public sealed interface Change {

  /// What the change costs those who route through us.
  Apply apply();

  /// One line for people.
  String summary();

  record PeerAdded(PeerConfig peer) implements Change {
    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "peer " + peer.name() + " (" + peer.place() + ") is added";
    }
  }

  record PeerRemoved(PeerConfig peer) implements Change {
    @Override
    public Apply apply() {
      return Apply.RESET;
    }

    @Override
    public String summary() {
      return "peer " + peer.name() + " (" + peer.place() + ") is removed";
    }
  }

  /// @param options which ones, as the configuration spells them
  record PeerChanged(PeerConfig before, PeerConfig after, Apply apply, Set<String> options)
      implements Change {
    public PeerChanged {
      options = Set.copyOf(options);
    }

    @Override
    public String summary() {
      return "peer " + after.name() + ": " + String.join(", ", options.stream().sorted().toList());
    }
  }

  record RangeAdded(DynamicRange range) implements Change {
    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "dynamic " + range.name() + " (" + range.range() + ") is added";
    }
  }

  record RangeRemoved(DynamicRange range) implements Change {
    @Override
    public Apply apply() {
      return Apply.RESET;
    }

    @Override
    public String summary() {
      return "dynamic " + range.name() + " (" + range.range() + ") is removed";
    }
  }

  /// Its sessions stay up.
  ///
  /// @param options which ones, as the configuration spells them
  record RangeChanged(DynamicRange before, DynamicRange after, Apply apply, Set<String> options)
      implements Change {
    public RangeChanged {
      options = Set.copyOf(options);
    }

    @Override
    public String summary() {
      return "dynamic "
          + after.name()
          + ": "
          + String.join(", ", options.stream().sorted().toList());
    }
  }

  record ListenAdded(Listen listen) implements Change {
    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "connections are to be accepted at " + listen;
    }
  }

  record ListenRemoved(Listen listen) implements Change {
    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "connections are accepted no longer at " + listen;
    }
  }

  record RouteAdded(StaticRoute route) implements Change {
    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "route " + route.prefix() + " is announced";
    }
  }

  record RouteRemoved(StaticRoute route) implements Change {
    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "route " + route.prefix() + " is withdrawn";
    }
  }

  /// @param prefixes those that come, go or are another than before
  /// @param after all that there are to be
  record AggregatesChanged(Set<Prefix> prefixes, List<Aggregate> after) implements Change {
    public AggregatesChanged {
      prefixes = Set.copyOf(prefixes);
      after = List.copyOf(after);
    }

    @Override
    public Apply apply() {
      return Apply.LIVE;
    }

    @Override
    public String summary() {
      return "aggregates: "
          + String.join(", ", prefixes.stream().sorted().map(Prefix::toString).toList());
    }
  }

  /// Something that is set up once, at the start.
  ///
  /// @param section as the configuration spells it: `metrics`, `as`, `fib`
  record NeedsRestart(String section, PeeringConfig after) implements Change {
    @Override
    public Apply apply() {
      return Apply.RESTART;
    }

    @Override
    public String summary() {
      return section + " changes with the next start of the daemon";
    }
  }
}
