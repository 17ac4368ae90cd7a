package io.munia.ipam;

import java.util.List;

/// The answer to a request for addresses.
public sealed interface Assignment {
  /// One address of each version that was asked for; stored durably.
  record Assigned(List<Allocation> addresses) implements Assignment {
    public Assigned {
      addresses = List.copyOf(addresses);
    }
  }

  /// No address was given.
  ///
  /// @param why one sentence
  record Refused(String why) implements Assignment {}
}
