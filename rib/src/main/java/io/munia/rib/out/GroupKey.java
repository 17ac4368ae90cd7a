package io.munia.rib.out;

import io.munia.bgp.codec.ExportForm;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy;
import io.munia.rib.table.Source;
import org.jspecify.annotations.Nullable;

/// All that what a neighbour is sent depends on: neighbours with equal keys are sent the same
/// bytes.
///
/// @param kind how routes pass to these neighbours
/// @param form how their attributes are encoded
/// @param nextHopSelf whether our own address is sent with what was learned from others
/// @param localV4 our IPv4 address towards them
/// @param localV6 our IPv6 address towards them
/// @param extendedNextHop whether an IPv4 route may have an IPv6 next hop
/// @param policy what is let out
/// @param selection which paths of a destination
/// @param transparent whether routes between external neighbours are handed on without our AS and
///   with their next hop
public record GroupKey(
    AddressFamily family,
    Source.Kind kind,
    ExportForm form,
    boolean nextHopSelf,
    @Nullable IpAddress localV4,
    @Nullable IpAddress localV6,
    boolean extendedNextHop,
    Policy policy,
    Selection selection,
    boolean transparent) {

  /// Our address as a next hop of this family's routes, or null where there is none that these
  /// neighbours would take.
  @Nullable IpAddress self() {
    return switch (family) {
      case IPV4_UNICAST -> localV4 != null ? localV4 : extendedNextHop ? localV6 : null;
      case IPV6_UNICAST -> localV6;
    };
  }

  boolean external() {
    return kind == Source.Kind.EBGP;
  }
}
