package io.munia.peering.model;

import io.munia.rib.PathsSent;

/// Which paths pass between this speaker and a neighbour, and how.
///
/// @param addPath in which direction several paths to one destination pass
/// @param sent which of them are sent
/// @param firstAs whether an external neighbour's own AS must stand first in its AS_PATHs
public record PeerPaths(AddPath addPath, PathsSent sent, FirstAs firstAs) {
  /// One path each way.
  public static final PeerPaths ONE = new PeerPaths(AddPath.OFF, PathsSent.BEST, FirstAs.ITS_OWN);

  /// As we see it ([RFC 7911](https://www.rfc-editor.org/rfc/rfc7911)).
  public enum AddPath {
    OFF,
    RECEIVE,
    SEND,
    BOTH;

    public boolean receives() {
      return this == RECEIVE || this == BOTH;
    }

    public boolean sends() {
      return this == SEND || this == BOTH;
    }
  }

  /// Which AS may stand first.
  public enum FirstAs {
    ITS_OWN,
    /// It is a route server ([RFC 7947](https://www.rfc-editor.org/rfc/rfc7947)).
    ANY
  }
}
