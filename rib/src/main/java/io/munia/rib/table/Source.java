package io.munia.rib.table;

import io.munia.net.IpAddress;

/// A session, or a part of this speaker, that paths come from: what decision and export ask about
/// it. Owned by the RIB's loop.
public final class Source {
  private final String name;
  private final String group;
  private final Kind kind;
  private final int routerId;
  private final IpAddress address;
  private String importPolicy;
  int index;
  private boolean alive = true;
  private int paths;

  /// How routes pass.
  public enum Kind {
    LOCAL,
    EBGP,
    IBGP,
    /// iBGP, and a client of this reflector.
    CLIENT
  }

  /// @param group the configured group, or empty
  /// @param routerId the neighbour's BGP Identifier; our own for a local source
  /// @param address the neighbour's address; the unspecified one for a local source
  /// @param importPolicy name of the policy that lets its routes in
  public Source(
      String name, String group, Kind kind, int routerId, IpAddress address, String importPolicy) {
    this.name = name;
    this.group = group;
    this.kind = kind;
    this.routerId = routerId;
    this.address = address;
    this.importPolicy = importPolicy;
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
    return paths;
  }

  public void countPath(int by) {
    paths += by;
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
