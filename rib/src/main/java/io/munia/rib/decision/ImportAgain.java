package io.munia.rib.decision;

import io.munia.rib.table.PrefixTable;

/// What import policy makes of paths that are there already.
public interface ImportAgain {
  /// What one question costs beside looking at an entry.
  int COST = 16;

  /// Whether it is to be asked about the paths of this source.
  boolean concerns(int source);

  /// Works out what becomes of a path; holds until the next question.
  ///
  /// @param received its attributes as they were received
  /// @param held its flags until now
  /// @return whether the path becomes that; else it stays as it is, and is asked about again
  boolean ask(PrefixTable table, int entry, int source, int received, int held);

  /// The attributes that policy leaves, or 0 where there is no room for the path.
  int set();

  int flags();

  int weight();
}
