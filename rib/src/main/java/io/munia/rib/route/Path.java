package io.munia.rib.route;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// One path to a destination, as tables and explanations show it.
///
/// @param peer the neighbour it was learned from, or the source's name
/// @param origin where it comes from
/// @param nextHop null for a route of this speaker's own
/// @param attributes in readable form
/// @param best whether it was chosen
/// @param together whether it is used for packets beside the chosen one, which equals it up to and
///   including the cost to the next hop
/// @param decidedBy the step at which it lost to the best path, or, on the best path, at which the
///   runner-up lost; empty on an only path
/// @param eligible empty where the path may be chosen, else why not
/// @param weight what import policy prefers it by on this router alone; 0 where it says nothing
/// @param freshness whether its session still stands
public record Path(
    String peer,
    PathOrigin origin,
    @Nullable IpAddress nextHop,
    PathAttributes attributes,
    boolean best,
    boolean together,
    String decidedBy,
    String eligible,
    int weight,
    Freshness freshness) {

  /// How a path stands to a session that was lost.
  public enum Freshness {
    FRESH(""),
    /// Kept by graceful restart ([RFC 4724](https://www.rfc-editor.org/rfc/rfc4724)).
    STALE("stale"),
    /// Kept for long, here or where it comes from ([RFC
    /// 9494](https://www.rfc-editor.org/rfc/rfc9494)).
    LLGR_STALE("llgr-stale");

    private final String text;

    Freshness(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
