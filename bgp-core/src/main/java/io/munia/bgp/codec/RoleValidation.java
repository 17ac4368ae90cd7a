package io.munia.bgp.codec;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.capability.Capability;
import io.munia.bgp.message.Open;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whether the roles of two OPENs go together ([RFC 9234
/// §4.2](https://www.rfc-editor.org/rfc/rfc9234#section-4.2)). Pure.
final class RoleValidation {
  private RoleValidation() {}

  /// The role that an OPEN says, if it says one.
  static Optional<BgpRole> role(Open open) {
    Set<Integer> said = said(open);
    return said.size() == 1 ? BgpRole.of(said.iterator().next()) : Optional.empty();
  }

  /// Why the session is to be refused; empty where it is not. Only who says a role of its own looks
  /// at the other's.
  ///
  /// @param strict whether the neighbour must say one
  static String fault(Open received, Open sent, boolean strict) {
    Optional<BgpRole> ours = role(sent);
    if (ours.isEmpty()) {
      return "";
    }
    if (malformed(received)) {
      return "the neighbour's role is malformed";
    }
    Set<Integer> theirs = said(received);
    if (theirs.size() > 1) {
      return "the neighbour says more than one role";
    }
    if (theirs.isEmpty()) {
      return strict ? "the neighbour says no role, and role-strict asks for one" : "";
    }
    Optional<BgpRole> role = BgpRole.of(theirs.iterator().next());
    if (role.equals(Optional.of(ours.get().counterpart()))) {
      return "";
    }
    return "the neighbour's role is "
        + role.map(BgpRole::toString).orElse(theirs.iterator().next().toString())
        + " where ours is "
        + ours.get();
  }

  private static Set<Integer> said(Open open) {
    Set<Integer> said = new TreeSet<>();
    for (Capability capability : open.capabilities()) {
      if (capability instanceof Capability.Role(int value)) {
        said.add(value);
      }
    }
    return said;
  }

  private static boolean malformed(Open open) {
    return open.capabilities().stream()
        .anyMatch(capability ->
            capability instanceof Capability.Unrecognized(int code, var _)
                && code == CapabilityCodec.ROLE);
  }
}
