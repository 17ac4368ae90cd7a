package io.munia.bgp.session;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Capability.LongLivedGracefulRestart.Kept;
import io.munia.net.AddressFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What we say of our own restarts ([RFC 4724
/// §3](https://www.rfc-editor.org/rfc/rfc4724#section-3)).
///
/// @param known whether graceful restart is known at all; many speakers send End-of-RIB to those
///   alone who know it
/// @param seconds how long a restart of ours may take, 0 to 4,095
/// @param families whose routes the neighbour is to keep meanwhile; none for a helper
/// @param longLived whether long-lived graceful restart is known
/// @param longLivedSeconds for how long the neighbour is to keep those families' routes behind
///   that, 0 to 16,777,215
/// @param start how this process began
public record RestartOffer(
    boolean known,
    int seconds,
    Set<AddressFamily> families,
    boolean longLived,
    int longLivedSeconds,
    Start start) {
  /// Nothing is said, nothing kept.
  public static final RestartOffer OFF =
      new RestartOffer(false, 0, Set.of(), false, 0, Start.LONG_AGO);

  /// Routes of neighbours are kept; ours are not to be.
  public static final RestartOffer HELPER =
      new RestartOffer(true, 0, Set.of(), false, 0, Start.LONG_AGO);

  public RestartOffer {
    families = Set.copyOf(families);
  }

  /// How a process began.
  ///
  /// @param recently whether there is a time at which that is history
  /// @param untilNanos until then, by [Transport#nowNanos], it is told
  /// @param restarted whether another one ran before it, whose routes packets still follow
  /// @param kept families of which that is so
  public record Start(
      boolean recently, long untilNanos, boolean restarted, Set<AddressFamily> kept) {
    /// Nobody remembers.
    public static final Start LONG_AGO = new Start(false, 0, false, Set.of());

    public Start {
      kept = Set.copyOf(kept);
    }

    boolean isRecent(long nowNanos) {
      return recently && nowNanos - untilNanos < 0;
    }
  }

  /// What an OPEN says at this time. A session that is lost without a restart costs no forwarding
  /// state: the F bit then holds for every family.
  List<Capability> capabilities(Set<AddressFamily> carried, long nowNanos) {
    List<Capability> capabilities = new ArrayList<>();
    if (!known) {
      return capabilities;
    }
    boolean recent = start.isRecent(nowNanos);
    Map<AddressFamily, Boolean> forwarding = new EnumMap<>(AddressFamily.class);
    Map<AddressFamily, Kept> behind = new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : carried) {
      boolean ours = families.contains(family);
      boolean kept = ours && (!recent || start.kept.contains(family));
      if (ours) {
        forwarding.put(family, kept);
      }
      behind.put(family, new Kept(kept, ours ? longLivedSeconds : 0));
    }
    capabilities.add(
        new Capability.GracefulRestart(recent && start.restarted, true, seconds, forwarding));
    if (longLived) {
      capabilities.add(new Capability.LongLivedGracefulRestart(behind));
    }
    return capabilities;
  }
}
