package io.munia.rib.table;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A session, or a part of this speaker, that paths come from: what decision and export ask about
/// it. Owned by the RIB's loop.
@SuppressWarnings("EnumOrdinal") // an index into arrays, never stored
public final class Source {
  private static final int FAMILIES = AddressFamily.values().length;

  private final String name;
  private final String group;
  private final Kind kind;
  private final int routerId;
  private final IpAddress address;
  private String importPolicy;
  private final int clusterId;
  int index;
  private boolean alive = true;
  private boolean longLivedKnown;
  private final int[] paths = new int[FAMILIES];
  private final int[] accepted = new int[FAMILIES];

  /// Made when they are asked for: most sources have paths of one family or two.
  private final @Nullable Generations[] generations = new @Nullable Generations[FAMILIES];

  /// Paths that are kept though the session that told them was lost.
  private final int[] kept = new int[FAMILIES];

  private final boolean[] longLived = new boolean[FAMILIES];

  /// How routes pass.
  public enum Kind {
    LOCAL,
    EBGP,
    IBGP,
    /// iBGP, and a client of this reflector.
    CLIENT,
    /// Of another member AS of our confederation.
    CONFEDERATION
  }

  /// @param group the configured group, or empty
  /// @param routerId the neighbour's BGP Identifier; our own for a local source
  /// @param address the neighbour's address; the unspecified one for a local source
  /// @param importPolicy name of the policy that lets its routes in
  /// @param clusterId the cluster that a client is in; else 0
  public Source(
      String name,
      String group,
      Kind kind,
      int routerId,
      IpAddress address,
      String importPolicy,
      int clusterId) {
    this.name = name;
    this.group = group;
    this.kind = kind;
    this.routerId = routerId;
    this.address = address;
    this.importPolicy = importPolicy;
    this.clusterId = clusterId;
  }

  public String name() {
    return name;
  }

  public String group() {
    return group;
  }

  public Kind kind() {
    return kind;
  }

  public int routerId() {
    return routerId;
  }

  public IpAddress address() {
    return address;
  }

  /// What paths carry; 1 to [Sources#SOURCES_MAX].
  public int index() {
    return index;
  }

  /// The cluster that a client is in; else 0.
  public int clusterId() {
    return clusterId;
  }

  /// Name of the policy that its routes pass.
  public String importPolicy() {
    return importPolicy;
  }

  /// Its routes pass another from now on.
  public void importPolicy(String name) {
    importPolicy = name;
  }

  /// Paths held from it, all families.
  public int paths() {
    return Arrays.stream(paths).sum();
  }

  /// Paths held from it in one family.
  public int paths(AddressFamily family) {
    return paths[family.ordinal()];
  }

  /// Those of them that import policy accepts and that are no loops.
  public int accepted(AddressFamily family) {
    return accepted[family.ordinal()];
  }

  public void countPath(AddressFamily family, int by) {
    paths[family.ordinal()] += by;
  }

  /// There is another path from it.
  ///
  /// @param accepted 1 where it is one of [#accepted], else 0
  public void got(AddressFamily family, int accepted) {
    int of = family.ordinal();
    paths[of]++;
    this.accepted[of] += accepted;
  }

  /// A path from it is gone.
  ///
  /// @param accepted 1 where it was one of [#accepted], else 0
  /// @param generation in which it was told
  public void lost(AddressFamily family, int accepted, int generation) {
    int of = family.ordinal();
    paths[of]--;
    this.accepted[of] -= accepted;
    if (isLost(of, generation)) {
      kept[of]--;
    }
  }

  /// A path that is there is told again.
  ///
  /// @param generation in which it was told last
  public void again(AddressFamily family, int generation) {
    if (isLost(family.ordinal(), generation)) {
      kept[family.ordinal()]--;
    }
  }

  /// The session is lost, and its paths of this family are kept, see [Generations#lose].
  public boolean lose(AddressFamily family) {
    if (!generations(family).lose()) {
      return false;
    }
    kept[family.ordinal()] = paths(family);
    return true;
  }

  /// What was kept and is not told again is to be swept out.
  ///
  /// @return whether anything was kept until now
  public boolean dropLost(AddressFamily family) {
    longLived[family.ordinal()] = false;
    kept[family.ordinal()] = 0;
    return generations(family).dropLost();
  }

  /// How many paths of this family are kept though the session that told them was lost.
  public int kept(AddressFamily family) {
    return kept[family.ordinal()];
  }

  /// Whether a path of this generation is one of [#kept].
  public boolean keeps(AddressFamily family, int generation) {
    return alive && isLost(family.ordinal(), generation);
  }

  /// Where nothing was asked of the generations of a family, nothing was lost.
  private boolean isLost(int family, int generation) {
    Generations told = generations[family];
    return told != null && told.isLost(generation);
  }

  /// What is kept of this family is the last choice from now on.
  public void keepLong(AddressFamily family) {
    longLived[family.ordinal()] = true;
  }

  /// Whether what is kept of this family is the last choice.
  public boolean keepsLong(AddressFamily family) {
    return longLived[family.ordinal()];
  }

  /// Whether long-lived graceful restart was agreed on with it.
  public boolean longLivedKnown() {
    return longLivedKnown;
  }

  public void longLivedKnown(boolean known) {
    longLivedKnown = known;
  }

  public void countAccepted(AddressFamily family, int by) {
    accepted[family.ordinal()] += by;
  }

  /// When its paths of a family were told last, refresh by refresh.
  public Generations generations(AddressFamily family) {
    Generations known = generations[family.ordinal()];
    if (known == null) {
      known = new Generations();
      generations[family.ordinal()] = known;
    }
    return known;
  }

  /// Whether a path of this generation is to be swept out: the session is over, or a refresh that
  /// is through did not name it.
  public boolean hasDropped(AddressFamily family, int generation) {
    if (!alive) {
      return true;
    }
    Generations told = generations[family.ordinal()];
    return told != null && told.isStale(generation);
  }

  /// Whether the session still stands; the paths of one that does not are being swept out and are
  /// not chosen.
  public boolean alive() {
    return alive;
  }

  public void died() {
    alive = false;
  }
}
