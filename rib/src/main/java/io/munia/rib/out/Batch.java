package io.munia.rib.out;

/// The changes that one or more chunks were made of: where in the change list a member has to go
/// back to that has not got all of them, and what it may still believe then.
final class Batch {
  private static final int[] NOTHING = {};

  /// Marker in the change list before the first of the changes.
  final int marker;

  /// What the [Packer] noted of it.
  int[] noted = NOTHING;

  /// Chunks of it in the ring, and the cohort while it makes them.
  int uses = 1;

  Batch(int marker) {
    this.marker = marker;
  }
}
