package io.munia.bgp.codec;

import io.munia.bgp.capability.CapabilityKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What we want of a neighbour's OPEN beyond its being one.
///
/// @param holdTimeSecondsMin the shortest hold time that is taken, 0 to 65,535; a proposal of 0,
///   which is no hold timer at all, always is
/// @param required capabilities without which there is to be no session;
///   [CapabilityKind#MULTIPROTOCOL] stands for every family that we offer
/// @param strictRole whether a neighbour of another AS must say its role ([RFC 9234
///   §4.2](https://www.rfc-editor.org/rfc/rfc9234#section-4.2)) where we say ours
public record OpenTerms(int holdTimeSecondsMin, Set<CapabilityKind> required, boolean strictRole) {
  /// What the RFCs want.
  public static final OpenTerms NONE = new OpenTerms(0, Set.of());

  /// With a neighbour that need not say its role.
  public OpenTerms(int holdTimeSecondsMin, Set<CapabilityKind> required) {
    this(holdTimeSecondsMin, required, /* strictRole= */ false);
  }

  /// The same with another [#strictRole].
  public OpenTerms withStrictRole(boolean strict) {
    return new OpenTerms(holdTimeSecondsMin, required, strict);
  }

  public OpenTerms {
    if (holdTimeSecondsMin < 0 || holdTimeSecondsMin > 0xffff) {
      throw new IllegalArgumentException(
          "the shortest hold time is 0 to 65535 s, not " + holdTimeSecondsMin);
    }
    Set<CapabilityKind> copy = EnumSet.noneOf(CapabilityKind.class);
    copy.addAll(required);
    required = Collections.unmodifiableSet(copy);
  }
}
