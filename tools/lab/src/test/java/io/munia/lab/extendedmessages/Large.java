package io.munia.lab.extendedmessages;

import io.munia.lab.Muniad;
import io.munia.lab.peer.Segment;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A route with more communities than a message of 4,096 bytes holds.
final class Large {
  static final int COMMUNITIES = 1200;

  private Large() {}

  static Muniad announcedBy(Segment segment) {
    String communities =
        IntStream.rangeClosed(1, COMMUNITIES)
            .mapToObj(number -> "\"64512:" + number + "\"")
            .collect(Collectors.joining(", "));
    return segment.muniad(
        """
        policies { large { rules = [ { set { add-community = [%s] }, then = accept } ] } }
        peers {
          peer { address = 10.0.0.2, remote-as = internal, connect-retry = 1s, export = large }
        }
        routes { "10.9.0.0/16" { discard = false } }
        """
            .formatted(communities));
  }
}
