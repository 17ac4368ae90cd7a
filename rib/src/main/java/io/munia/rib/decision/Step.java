package io.munia.rib.decision;

/// The steps of the decision process in their order ([RFC 4271
/// §9.1.2.2](https://www.rfc-editor.org/rfc/rfc4271#section-9.1.2.2), with the steps that came
/// later in their usual places). Each keeps the candidates that are best in its sense and drops the
/// others.
public enum Step {
  /// Reachable, accepted by policy, not looped.
  ELIGIBLE("eligible"),
  /// Not kept alive by long-lived graceful restart ([RFC
  /// 9494](https://www.rfc-editor.org/rfc/rfc9494)).
  NOT_LLGR_STALE("not LLGR-stale"),
  /// The highest weight that import policy gave, on this router alone; 0 where it gave none.
  WEIGHT("higher weight"),
  /// The highest LOCAL_PREF; 100 where there is none.
  LOCAL_PREF("higher LOCAL_PREF"),
  /// The lowest AIGP plus cost to the next hop; paths without it lose ([RFC 7311
  /// §4.1](https://www.rfc-editor.org/rfc/rfc7311#section-4.1)).
  AIGP("lower AIGP"),
  /// A route of this speaker's own.
  LOCALLY_ORIGINATED("locally originated"),
  AS_PATH_LENGTH("shorter AS_PATH"),
  ORIGIN("lower ORIGIN"),
  /// The lowest MED among the paths of one neighbour AS; missing is 0. All paths of all neighbour
  /// ASes are looked at, always, so that the order of arrival never matters.
  MED("lower MED"),
  EBGP_OVER_IBGP("eBGP over iBGP"),
  IGP_COST("lower IGP cost to the next hop"),
  /// The lowest ORIGINATOR_ID, or router id where there is none ([RFC 4456
  /// §9](https://www.rfc-editor.org/rfc/rfc4456#section-9)).
  ROUTER_ID("lower ORIGINATOR_ID or router id"),
  CLUSTER_LIST_LENGTH("shorter CLUSTER_LIST"),
  /// IPv4 before IPv6, then numerically; between sources of this speaker, by name.
  PEER_ADDRESS("lower peer address"),
  PATH_ID("lower path id");

  private final String text;

  Step(String text) {
    this.text = text;
  }

  /// What the path that stays has over those that go.
  @Override
  public String toString() {
    return text;
  }
}
