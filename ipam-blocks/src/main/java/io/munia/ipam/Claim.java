package io.munia.ipam;

import io.munia.net.Prefix;

/// The answer to a claim for a block or a span.
public sealed interface Claim {
  /// @param fresh whether it was claimed now, not found
  record Owned(Prefix prefix, boolean fresh) implements Claim {}

  /// @param why one sentence
  record Refused(String why) implements Claim {}
}
