package io.munia.bgp.codec;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What two OPENs say about restarts. Pure.
final class RestartAgreement {
  private RestartAgreement() {}

  /// [RFC 4724 §3](https://www.rfc-editor.org/rfc/rfc4724#section-3), [RFC 8538
  /// §2](https://www.rfc-editor.org/rfc/rfc8538#section-2).
  ///
  /// @param families that the session carries
  static Restart restart(Open received, Open sent, Set<AddressFamily> families) {
    Optional<Capability.GracefulRestart> theirs = graceful(received);
    Optional<Capability.GracefulRestart> ours = graceful(sent);
    if (theirs.isEmpty() || ours.isEmpty()) {
      return Restart.NONE;
    }
    Set<AddressFamily> kept = EnumSet.noneOf(AddressFamily.class);
    Set<AddressFamily> forwarding = EnumSet.noneOf(AddressFamily.class);
    theirs
        .get()
        .forwarding()
        .forEach((family, preserved) -> {
          if (families.contains(family)) {
            kept.add(family);
            if (preserved) {
              forwarding.add(family);
            }
          }
        });
    return new Restart(
        true,
        theirs.get().restarted(),
        theirs.get().notification() && ours.get().notification(),
        theirs.get().restartSeconds(),
        kept,
        forwarding);
  }

  /// Without graceful restart beside it the capability means nothing ([RFC 9494
  /// §3.1](https://www.rfc-editor.org/rfc/rfc9494#section-3.1)).
  static LongLived longLived(Open received, Open sent, Set<AddressFamily> families) {
    Optional<Capability.LongLivedGracefulRestart> theirs = longLived(received);
    if (theirs.isEmpty()
        || longLived(sent).isEmpty()
        || graceful(received).isEmpty()
        || graceful(sent).isEmpty()) {
      return LongLived.NONE;
    }
    Map<AddressFamily, Integer> seconds = new EnumMap<>(AddressFamily.class);
    Set<AddressFamily> forwarding = EnumSet.noneOf(AddressFamily.class);
    theirs
        .get()
        .families()
        .forEach((family, kept) -> {
          if (families.contains(family)) {
            seconds.put(family, kept.staleSeconds());
            if (kept.forwarding()) {
              forwarding.add(family);
            }
          }
        });
    return new LongLived(true, seconds, forwarding);
  }

  /// Of several the last counts ([RFC 4724 §3](https://www.rfc-editor.org/rfc/rfc4724#section-3)).
  private static Optional<Capability.GracefulRestart> graceful(Open open) {
    return open.capabilities().stream()
        .filter(Capability.GracefulRestart.class::isInstance)
        .map(Capability.GracefulRestart.class::cast)
        .reduce((_, later) -> later);
  }

  private static Optional<Capability.LongLivedGracefulRestart> longLived(Open open) {
    return open.capabilities().stream()
        .filter(Capability.LongLivedGracefulRestart.class::isInstance)
        .map(Capability.LongLivedGracefulRestart.class::cast)
        .reduce((_, later) -> later);
  }
}
