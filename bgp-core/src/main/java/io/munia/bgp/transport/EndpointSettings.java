package io.munia.bgp.transport;

import java.time.Duration;

/// What concerns an endpoint as a whole. Immutable.
///
/// @param name of the loop's thread
/// @param seed of the jitter of timers
/// @param acceptedMax connections open at the same time beyond which accepted ones are closed at
///   once, but for the first one of a neighbour that is known: twice as many bound those
/// @param stopTimeout how long [BgpEndpoint#stop] waits for NOTIFICATIONs to be written
public record EndpointSettings(String name, long seed, int acceptedMax, Duration stopTimeout) {
  public static final int ACCEPTED_MAX = 4096;
  public static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  public EndpointSettings {
    if (acceptedMax < 1) {
      throw new IllegalArgumentException("acceptedMax is at least 1, not " + acceptedMax);
    }
  }

  /// The usual limits.
  public static EndpointSettings of(String name, long seed) {
    return new EndpointSettings(name, seed, ACCEPTED_MAX, STOP_TIMEOUT);
  }
}
