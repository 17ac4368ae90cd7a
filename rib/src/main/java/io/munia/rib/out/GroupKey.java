package io.munia.rib.out;

import io.munia.bgp.codec.ExportForm;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy;
import io.munia.rib.table.Source;
import java.time.Duration;
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
/// @param clientToClient whether clients are sent what comes from others of their cluster
/// @param interval shortest time between two readings of what has changed; zero for none
/// @param ceiling how many prefixes at most, or null
/// @param selection which paths of a destination
/// @param transparent whether routes between external neighbours are handed on without our AS and
///   with their next hop
/// @param member whether our AS is a member of a confederation, and these neighbours are inside
/// @param longLived whether long-lived graceful restart was agreed on with them
public record GroupKey(
    AddressFamily family,
    Source.Kind kind,
    ExportForm form,
    boolean nextHopSelf,
    @Nullable IpAddress localV4,
    @Nullable IpAddress localV6,
    boolean extendedNextHop,
    Policy policy,
    boolean clientToClient,
    Duration interval,
    @Nullable Ceiling ceiling,
    Selection selection,
    boolean transparent,
    boolean member,
    boolean longLived) {

  /// Most prefixes that one neighbour is announced. What it is told then depends on what it was
  /// told before: it is a group of its own.
  ///
  /// @param neighbour its name
  /// @param max prefixes; what comes on top is not announced until others are withdrawn and it
  ///   changes again
  public record Ceiling(String neighbour, int max) {}

  /// Our address as a next hop of this family's routes, or null where there is none that these
  /// neighbours would take.
  @Nullable IpAddress self() {
    if (!family.isUnicast()) {
      return null; // what belongs to the next hop is not ours to give
    }
    return switch (family.version()) {
      case V4 -> localV4 != null ? localV4 : extendedNextHop ? localV6 : null;
      case V6 -> localV6;
    };
  }

  /// Whether these neighbours are of our own AS.
  boolean internal() {
    return kind == Source.Kind.IBGP || kind == Source.Kind.CLIENT;
  }

  boolean external() {
    return kind == Source.Kind.EBGP;
  }
}
