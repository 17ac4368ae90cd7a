package io.munia.rib;

/// What bounds a [Rib]; tests make it small.
///
/// @param attributeBytes bytes of distinct attributes; what comes on top is treated as withdrawn
/// @param ringBytes bytes that lie ready for the members of one cohort
/// @param tombstones entries of one family that are kept for slow readers alone; the slowest is
///   then ended
/// @param sweepEntries entries looked at in one slice of a scan
/// @param serveChanges changes that one reader takes in one turn
/// @param tableBytes estimated bytes of all tables; whoever fills them the most is then ended
record Limits(
    long attributeBytes,
    long ringBytes,
    int tombstones,
    int sweepEntries,
    int serveChanges,
    long tableBytes) {
  static final long ATTRIBUTE_BYTES_MAX = 1L << 30;
  static final long RING_BYTES_MAX = 8L << 20;
  static final int TOMBSTONES_MAX = 1 << 22;
  static final int SWEEP_ENTRIES = 1 << 16;
  static final int SERVE_CHANGES = 4 * 4096;

  /// The usual limits of a process with a heap of so many bytes: half of it is for the tables, the
  /// rest for what comes while the largest neighbour goes, and for everything else.
  static Limits ofHeap(long bytes) {
    return new Limits(
        Math.min(ATTRIBUTE_BYTES_MAX, bytes / 2),
        RING_BYTES_MAX,
        TOMBSTONES_MAX,
        SWEEP_ENTRIES,
        SERVE_CHANGES,
        bytes / 2);
  }
}
