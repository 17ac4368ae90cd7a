package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.net.Prefix;
import io.munia.rib.aggregate.AggregateReport;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.PolicyHits;
import io.munia.rib.route.OpaqueRoute;
import io.munia.rib.route.Route;
import java.util.List;
import java.util.Optional;

/// Reads of the tables. On the RIB's loop, each call bounded, so that a reader of a million routes
/// comes back for page after page.
public interface RibView {

  /// Prefixes that have a path.
  int size(AddressFamily family);

  /// The route of exactly this prefix.
  Optional<Route> route(Prefix prefix);

  /// The most specific route that covers this prefix.
  Optional<Route> longestMatch(Prefix prefix);

  /// Up to `max` prefixes in no order, from `position` (0 at first) on.
  Page page(AddressFamily family, long position, int max);

  /// @param next the position to go on from, or -1 at the end
  record Page(List<Prefix> prefixes, long next) {
    public Page {
      prefixes = List.copyOf(prefixes);
    }
  }

  /// Up to `max` routes of a family whose destinations are no prefixes, from `position` (0 at
  /// first) on, in no order.
  OpaquePage opaque(AddressFamily family, Filter filter, long position, int max);

  /// @param next the position to go on from, or -1 at the end
  record OpaquePage(List<OpaqueRoute> routes, long next) {
    public OpaquePage {
      routes = List.copyOf(routes);
    }
  }

  /// Which paths of a destination are meant.
  sealed interface Filter {
    /// All.
    record All() implements Filter {}

    /// What the neighbour of this name said.
    record Learned(String peer, Stage stage) implements Filter {}

    /// What the neighbour of this name is sent.
    record Announced(String peer) implements Filter {}
  }

  /// All aggregates, those of address management among them, in the order of prefixes.
  List<AggregateReport> aggregates();

  /// Up to `max` prefixes whose selected routes contribute to the aggregate of this prefix; see
  /// [#page].
  Page contributors(Prefix aggregate, long position, int max);

  /// The aggregate that is announced instead of this prefix, at least to other ASes.
  Optional<Prefix> suppressedBy(Prefix prefix);

  /// What the neighbour of this name said about this prefix.
  Optional<Route> learned(String peer, Prefix prefix, Stage stage);

  /// Where a learned path is looked at.
  enum Stage {
    /// As it came; what import policy rejected is among it.
    RECEIVED,
    /// As import policy left it.
    ACCEPTED
  }

  /// How the route of exactly this prefix came to be what it is.
  ///
  /// @param to the neighbour whose export is explained, or empty
  Optional<Explanation> explain(Prefix prefix, String to);

  /// The same of a family whose destinations are no prefixes, by what is shown of one, looked for
  /// from `position` (0 at first) on.
  Search explain(AddressFamily family, String destination, String to, long position);

  /// @param next the position to look on from where nothing is found, or -1 at the end
  record Search(Optional<Explanation> found, long next) {}

  /// How often the rules of a policy decided, where it is or was in use.
  Optional<PolicyHits> importHits(Policy policy);

  Optional<PolicyHits> exportHits(Policy policy);

  /// What is kept of the neighbour of this name though its session was lost; mostly nothing.
  List<StaleRoutes> stale(String peer);

  /// What the neighbour of this name is sent for this prefix, if anything.
  Optional<Route> announced(String peer, Prefix prefix);
}
