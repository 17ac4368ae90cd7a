package io.munia.rib.table;

import io.munia.rib.route.PathOrigin;

/// The paths of one address family, 12 bytes each, linked from their entry: attribute set, next
/// path of the entry, source and flags. What few paths have stands in columns that take no memory
/// where nobody uses them: the path id of [RFC 7911](https://www.rfc-editor.org/rfc/rfc7911), the
/// attribute set as received where import policy changed it, and the weight that it gave. There is
/// no list by peer: a scan of the entries finds a lost peer's paths in milliseconds and costs
/// nothing while nobody is lost. Owned by the RIB's loop.
public final class PathStore {
  /// Most paths of one family.
  public static final int PATHS_MAX = 1 << 28;

  /// Import policy turned the path away.
  public static final int REJECTED = 1;

  /// Our own AS is in the path, or our own cluster or router id in the reflection attributes.
  public static final int LOOPED = 1 << 1;

  /// The next hop is this speaker itself.
  public static final int OWN_NEXT_HOP = 1 << 2;

  /// A discard route goes with this route of our own.
  public static final int DISCARD = 1 << 3;

  /// This route of our own is announced once its discard is acknowledged.
  public static final int AFTER_DISCARD = 1 << 4;

  /// Import policy set MED: an external neighbour is sent it.
  public static final int MED_SET = 1 << 5;

  /// The neighbour should not have told it ([RFC 9234](https://www.rfc-editor.org/rfc/rfc9234)).
  public static final int LEAKED = 1 << 6;

  /// Packets are dropped, wherever the next hop is ([RFC
  /// 7999](https://www.rfc-editor.org/rfc/rfc7999)).
  public static final int BLACKHOLE = 1 << 7;

  /// What import policy turned away, loops and leaks.
  public static final int NOT_ACCEPTED = REJECTED | LOOPED | LEAKED;

  private static final PathOrigin[] ORIGINS = PathOrigin.values();
  private static final int ORIGIN_SHIFT = 8;
  private static final int ORIGIN_MASK = 0xf;
  private static final int GENERATION_SHIFT = 16 - Generations.BITS;

  /// The flags that say when a path was told last, and nothing about what it is.
  public static final int GENERATION = 0xffff & -1 << GENERATION_SHIFT;

  private static final int ATTRIBUTES = 0;
  private static final int NEXT = 1;
  private static final int SOURCE = 2;

  private final IntPages rows = new IntPages(3, PATHS_MAX);
  private final LazyColumn pathIds = new LazyColumn();
  private final LazyColumn received = new LazyColumn();
  private final LazyColumn weights = new LazyColumn();

  /// Another number with every change of a path; empty while nobody reads that.
  private LazyColumn versions = new LazyColumn();

  private int size;

  public PathStore() {}

  public int size() {
    return size;
  }

  /// A path that is in no entry's list, or 0 when there are no more.
  public int add(int source, int pathId) {
    return add(source, pathId, 0, 0);
  }

  /// The same, with its attribute set and flags.
  public int add(int source, int pathId, int attributes, int flags) {
    int path = rows.allocate();
    if (path != 0) {
      int[] page = rows.page(path);
      int at = rows.at(path);
      page[at + ATTRIBUTES] = attributes;
      page[at + SOURCE] = source << 16 | flags;
      if (pathId != 0) {
        pathIds.set(path, pathId);
      }
      size++;
    }
    return path;
  }

  public void remove(int path) {
    if (!pathIds.isUnused()) {
      pathIds.set(path, 0);
    }
    if (!received.isUnused()) {
      received.set(path, 0);
    }
    if (!weights.isUnused()) {
      weights.set(path, 0);
    }
    if (!versions.isUnused()) {
      versions.set(path, 0);
    }
    rows.free(path);
    size--;
  }

  /// Gives memory that is not used any longer back to the heap.
  public void trim() {
    rows.trim();
    pathIds.trim();
    received.trim();
    weights.trim();
    versions.trim();
  }

  public int attributes(int path) {
    return rows.get(path, ATTRIBUTES);
  }

  public void setAttributes(int path, int attributes) {
    rows.set(path, ATTRIBUTES, attributes);
  }

  /// The attribute set as it was received, where policy made another of it; else 0.
  public int received(int path) {
    return received.get(path);
  }

  public void setReceived(int path, int attributes) {
    received.set(path, attributes);
  }

  /// What import policy prefers the path by on this router alone; 0 where it says nothing.
  public int weight(int path) {
    return weights.get(path);
  }

  public void setWeight(int path, int weight) {
    weights.set(path, weight);
  }

  /// Another number whenever the path is another or not what it was; 0 where nobody asks.
  public int version(int path) {
    return versions.get(path);
  }

  public void setVersion(int path, int version) {
    versions.set(path, version);
  }

  /// Nobody asks for versions any longer.
  public void dropVersions() {
    versions = new LazyColumn();
  }

  public int next(int path) {
    return rows.get(path, NEXT);
  }

  public void setNext(int path, int next) {
    rows.set(path, NEXT, next);
  }

  /// Index of the source in [Sources].
  public int source(int path) {
    return rows.get(path, SOURCE) >>> 16;
  }

  public int pathId(int path) {
    return pathIds.get(path);
  }

  public int flags(int path) {
    return rows.get(path, SOURCE) & 0xffff;
  }

  /// Attribute set, source and flags in one number: the same for paths that differ in nothing else
  /// than what few paths have; never 0.
  public long like(int path) {
    return (long) rows.get(path, ATTRIBUTES) << Integer.SIZE
        | rows.get(path, SOURCE) & 0xffff_ffffL;
  }

  public boolean has(int path, int flag) {
    return (rows.get(path, SOURCE) & flag) != 0;
  }

  public void setFlags(int path, int flags) {
    rows.set(path, SOURCE, rows.get(path, SOURCE) & 0xffff_0000 | flags);
  }

  /// 1 where these flags are those of a path that import policy accepts and that is no loop, else
  /// 0.
  public static int accepted(int flags) {
    return (flags & NOT_ACCEPTED) == 0 ? 1 : 0;
  }

  /// The flags that say where a path comes from.
  @SuppressWarnings("EnumOrdinal") // packed into four bits, and never stored for longer
  public static int originFlags(PathOrigin origin) {
    return origin.ordinal() << ORIGIN_SHIFT;
  }

  /// The flags that say in which of its source's [Generations] a path was told.
  public static int generationFlags(int generation) {
    return generation << GENERATION_SHIFT;
  }

  /// In which of its source's [Generations] the path was told last.
  public int generation(int path) {
    return generationOf(flags(path));
  }

  /// The same of a path with these flags.
  public static int generationOf(int flags) {
    return (flags & GENERATION) >>> GENERATION_SHIFT;
  }

  /// The same for paths of one origin, another for others.
  public int originBits(int path) {
    return rows.get(path, SOURCE) >>> ORIGIN_SHIFT & ORIGIN_MASK;
  }

  /// Where a path comes from.
  public PathOrigin origin(int path) {
    return ORIGINS[originBits(path)];
  }
}
