package io.munia.rib.route;

/// Where a path comes from, as policies and tables name it.
public enum PathOrigin {
  EBGP,
  IBGP,
  IPAM_BLOCK,
  IPAM_AGGREGATE,
  IPAM_ADDRESS,
  AGGREGATE,
  STATIC,
  /// Taken from the kernel's tables.
  KERNEL;

  /// Whether the path is of this speaker's own making.
  public boolean local() {
    return this != EBGP && this != IBGP;
  }

  /// Whether the path comes from address management.
  public boolean ipam() {
    return this == IPAM_BLOCK || this == IPAM_AGGREGATE || this == IPAM_ADDRESS;
  }
}
