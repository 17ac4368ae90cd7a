package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.rib.out.Selection;

/// Which paths of a destination a neighbour is sent, and how a route server treats it.
///
/// @param addPath where path ids were agreed on ([RFC
///   7911](https://www.rfc-editor.org/rfc/rfc7911))
/// @param bestExternal whether an internal neighbour that cannot be sent the best path is sent the
///   best of the others
/// @param routeServerClient whether an external neighbour is a route server's client ([RFC
///   7947](https://www.rfc-editor.org/rfc/rfc7947))
public record PathsSent(AddPath addPath, boolean bestExternal, boolean routeServerClient) {
  /// Most paths of one destination that a neighbour is sent.
  public static final int PATHS_MAX = Selection.PATHS_MAX;

  public static final PathsSent BEST = new PathsSent(new AddPath.All(), false, false);

  /// Which of the paths that a neighbour may be sent it is sent.
  public sealed interface AddPath {
    /// Up to [#PATHS_MAX], the best first.
    record All() implements AddPath {}

    /// The best so many, 1 to [#PATHS_MAX].
    record Best(int most) implements AddPath {
      public Best {
        if (most < 1 || most > PATHS_MAX) {
          throw new IllegalArgumentException(most + " paths; 1 to " + PATHS_MAX + " would do");
        }
      }
    }

    /// The best of each neighbour AS, up to [#PATHS_MAX].
    record PerAs() implements AddPath {}
  }

  /// @param ids whether path ids were agreed on
  Selection selection(AddressFamily family, PeerProfile.Role role, boolean ids) {
    if (ids) {
      return switch (addPath) {
        case AddPath.All() -> Selection.ALL;
        case AddPath.Best(int most) -> Selection.best(most);
        case AddPath.PerAs() -> Selection.PER_AS;
      };
    }
    if (family == AddressFamily.RT_CONSTRAIN) {
      // Whoever wants a route target has to hear that others want it, too, whichever was chosen.
      return Selection.PER_CLIENT;
    }
    return switch (role) {
      case EBGP -> routeServerClient ? Selection.PER_CLIENT : Selection.BEST;
      case IBGP -> bestExternal ? Selection.BEST_EXTERNAL : Selection.BEST;
      // Everything is passed on to a client and to another member: they can always be sent the
      // best.
      case CLIENT, CONFEDERATION -> Selection.BEST;
    };
  }
}
