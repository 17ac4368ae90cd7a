package io.munia.rib.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Who paths come from, by the 16-bit index that paths carry. An index is taken by one session from
/// its start until the last of its paths is swept out of the tables: the next session of the same
/// neighbour has another. Owned by the RIB's loop.
public final class Sources {
  /// Most sources at a time, those included whose paths are still being swept out.
  public static final int SOURCES_MAX = 65_000;

  private @Nullable Source[] sources = new Source[16];
  private int end = 1;
  private int count;

  public Sources() {}

  /// Whether another one can be taken in.
  public boolean full() {
    return count == SOURCES_MAX;
  }

  /// Gives the source an index from 1 on.
  public void add(Source source) {
    int index = end;
    for (int i = 1; i < end; i++) {
      if (sources[i] == null) {
        index = i;
        break;
      }
    }
    if (index == end) {
      end++;
      if (end > sources.length) {
        sources = Arrays.copyOf(sources, 2 * sources.length);
      }
    }
    sources[index] = source;
    source.index = index;
    count++;
  }

  public void remove(Source source) {
    sources[source.index] = null;
    count--;
  }

  public Source get(int index) {
    Source source = sources[index];
    if (source == null) {
      throw new IllegalArgumentException("no source has index " + index);
    }
    return source;
  }
}
