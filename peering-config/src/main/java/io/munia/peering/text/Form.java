package io.munia.peering.text;

import java.util.Optional;

/// How a value is written.
///
/// @param wouldDo a noun phrase for sentences and the reference: "a duration such as 9s or 90s"
record Form<T>(String wouldDo, Reading<T> reading) {

  /// Reads one value.
  @FunctionalInterface
  interface Reading<T> {
    /// Empty where it does not fit; then it has been said why.
    Optional<T> read(At at, Form<T> form);
  }

  Optional<T> read(At at) {
    return reading.read(at, this);
  }
}
