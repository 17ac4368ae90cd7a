package io.munia.peering.text;

import io.munia.peering.change.Apply;
import java.util.Set;

/// One option: what the reader takes and what the reference says of it.
///
/// @param kinds sections it may stand in
/// @param key as it is spelled
/// @param form how its value is written
/// @param fallback what holds without it, for the reference
/// @param apply what a change of it costs
/// @param meaning for the reference
record Option<T>(
    Set<Kind> kinds, String key, Form<T> form, String fallback, Apply apply, String meaning) {
  static final String REQUIRED = "required";

  Option {
    kinds = Set.copyOf(kinds);
  }

  Option(Kind kind, String key, Form<T> form, String fallback, Apply apply, String meaning) {
    this(Set.of(kind), key, form, fallback, apply, meaning);
  }

  /// An option of neighbours: of one, of a group or of a range.
  static <T> Option<T> ofPeer(
      String key, Form<T> form, String fallback, Apply apply, String meaning) {
    return new Option<>(
        Set.of(Kind.GROUP, Kind.PEER, Kind.DYNAMIC), key, form, fallback, apply, meaning);
  }
}
