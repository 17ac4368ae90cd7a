package io.munia.ipam;

import java.util.Optional;

/// Refuses a set-up in which a node's discard route for its rack's aggregate would swallow packets
/// to its neighbours' blocks.
public final class AnnounceCheck {
  /// How blocks are kept inside the rack.
  public enum HoldBack {
    /// The well-known community: an eBGP neighbour passes the block to nobody.
    NO_EXPORT,

    /// A community of the operator's own, which the ToR holds back at its spine side.
    OWN_COMMUNITY
  }

  private AnnounceCheck() {}

  /// What is wrong, as one sentence, or empty.
  ///
  /// The discard route of the aggregate covers the neighbours' blocks too, so each node of the rack
  /// must know all of them. Over iBGP a reflecting ToR passes blocks with NO_EXPORT on; over eBGP
  /// it does not.
  ///
  /// @param aggregates whether any pool has levels, so that aggregates are announced
  /// @param ibgpPeers whether any neighbour is in the node's own AS
  /// @param ebgpPeers whether any neighbour is in another AS
  public static Optional<String> problem(
      boolean aggregates, HoldBack holdBack, boolean ibgpPeers, boolean ebgpPeers) {
    if (!aggregates || holdBack != HoldBack.NO_EXPORT || ibgpPeers || !ebgpPeers) {
      return Optional.empty();
    }
    return Optional.of(
        "blocks carry NO_EXPORT, but every neighbour is eBGP and would pass them to no other node:"
            + " the discard route of the rack's aggregate would swallow the other nodes' blocks;"
            + " announce blocks with a community of your own and hold it back at the ToR's spine"
            + " side, or peer with the ToR over iBGP");
  }
}
