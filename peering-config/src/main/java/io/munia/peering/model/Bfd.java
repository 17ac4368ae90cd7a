package io.munia.peering.model;

/// How the path to a neighbour is watched ([RFC 5880](https://www.rfc-editor.org/rfc/rfc5880)).
///
/// @param intervalMillis between packets, both ways; the slower of both sides holds
/// @param multiplier so many intervals of silence mean down, 1 to 255
/// @param hops what lies between
/// @param strict whether there is no BGP session while BFD is not up
public record Bfd(int intervalMillis, int multiplier, Hops hops, Strict strict) {
  public static final int INTERVAL_MILLIS = 300;
  public static final int INTERVAL_MILLIS_MIN = 10;
  public static final int INTERVAL_MILLIS_MAX = 60_000;
  public static final int MULTIPLIER = 3;
  public static final int MULTIPLIER_MAX = 255;

  public Bfd {
    if (intervalMillis < INTERVAL_MILLIS_MIN || intervalMillis > INTERVAL_MILLIS_MAX) {
      throw new IllegalArgumentException("an interval is 10 ms to 60 s, not " + intervalMillis);
    }
    if (multiplier < 1 || multiplier > MULTIPLIER_MAX) {
      throw new IllegalArgumentException("a multiplier is 1 to 255, not " + multiplier);
    }
  }

  /// What lies between both ends.
  public enum Hops {
    /// One link ([RFC 5881](https://www.rfc-editor.org/rfc/rfc5881)).
    SINGLE,
    /// Routers ([RFC 5883](https://www.rfc-editor.org/rfc/rfc5883)).
    MULTI
  }

  /// Whether BGP waits for BFD.
  public enum Strict {
    NO,
    YES
  }
}
