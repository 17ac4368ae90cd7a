package io.munia.rib.out;

/// Why a destination is not announced to a group of neighbours.
public enum Suppression {
  /// It is announced.
  NONE("announced"),
  NOTHING_SELECTED("no path is eligible"),
  /// [RFC 4456 §6](https://www.rfc-editor.org/rfc/rfc4456#section-6).
  NOT_REFLECTED("learned by iBGP, and neither side is a client"),
  /// Client-to-client reflection is off.
  SAME_CLUSTER("learned from another client of the same cluster, which tells it itself"),
  NO_EXPORT("carries NO_EXPORT"),
  /// [RFC 1997](https://www.rfc-editor.org/rfc/rfc1997): not even to another member of our
  /// confederation.
  NO_EXPORT_SUBCONFED("carries NO_EXPORT_SUBCONFED"),
  NO_ADVERTISE("carries NO_ADVERTISE"),
  /// [RFC 9234 §5](https://www.rfc-editor.org/rfc/rfc9234#section-5).
  ONLY_TO_CUSTOMER("carries ONLY_TO_CUSTOMER, and this neighbour is no customer of ours"),
  /// [RFC 9494 §4.3](https://www.rfc-editor.org/rfc/rfc9494#section-4.3).
  LLGR_STALE("kept by long-lived graceful restart, which this neighbour does not know"),
  /// See [io.munia.rib.aggregate.Aggregate].
  AGGREGATED("an aggregate is announced instead"),
  AWAITS_DISCARD("its discard route is not acknowledged yet"),
  NO_USABLE_NEXT_HOP("there is no next hop that this session can carry"),
  REJECTED("rejected by the export policy"),
  TOO_LONG("its attributes do not fit a message of this session");

  private final String text;

  Suppression(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
