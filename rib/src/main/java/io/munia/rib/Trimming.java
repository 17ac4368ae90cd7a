package io.munia.rib;

/// When it is time to give memory back: the tables have shrunk by much and are calm. Emptied pages
/// are otherwise kept for what comes next, as a session that was lost is mostly back soon. Owned by
/// the RIB's loop.
final class Trimming {
  /// Less than this is not worth the trouble.
  static final long SHRUNK_BYTES_MIN = 16L << 20;

  private long highest;
  private long version;

  /// What the tables cost now.
  void grown(long bytes) {
    highest = Math.max(highest, bytes);
  }

  /// Whether to give back now.
  ///
  /// @param version changes with everything that changes
  boolean due(long bytes, long version) {
    boolean calm = this.version == version;
    this.version = version;
    if (!calm || highest - bytes < SHRUNK_BYTES_MIN || bytes > highest - highest / 4) {
      return false;
    }
    highest = bytes;
    return true;
  }
}
