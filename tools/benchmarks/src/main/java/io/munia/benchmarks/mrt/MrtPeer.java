package io.munia.benchmarks.mrt;

import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;

/// A neighbour of the collector that recorded the file.
///
/// @param routerId as recorded; made from the address where it is 0 or, in files of updates,
///   missing
public record MrtPeer(IpAddress address, Asn as, RouterId routerId) {
  @Override
  public String toString() {
    return "AS" + as + " " + address;
  }
}
