package io.munia.rib;

import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import java.util.List;

/// One established neighbour as the RIB sees it, from [Rib#peerUp] to [#down]. On the RIB's loop.
public interface RibPeer {

  /// Takes in one UPDATE; with treat-as-withdraw what it announces is withdrawn.
  void received(UpdateReader update, Verdict verdict);

  /// The neighbour asks for its routes again.
  void refresh(RouteRefresh request);

  /// The session takes more after it did not.
  void writable();

  /// The session is over: its routes go, nothing more is sent.
  void down();

  /// The session is lost, and the neighbour may come back: what is to be kept stays, marked stale,
  /// until the next session of a neighbour of this name has told it again, or its time is over.
  /// [#down] lets go of it before.
  void lost(Retention how);

  /// Prefixes and messages so far, for tables and metrics.
  Counters counters();

  /// Its limits, and where it stands; none where it has none.
  List<Limited> limits();

  /// How our own IPv6 next hops are written to it.
  LinkNextHops nextHops();

  /// One limit and where the neighbour stands.
  ///
  /// @param refused prefixes left out so far because of it
  record Limited(
      AddressFamily family,
      PrefixLimit.Direction direction,
      int prefixes,
      PrefixLimit limit,
      long refused) {}

  /// @param pathsIn paths held from this neighbour, all families
  /// @param prefixesOut prefixes announced to it, all families
  /// @param treatedAsWithdraw UPDATEs with that verdict
  /// @param attributesDiscarded UPDATEs with that verdict
  /// @param tooLong announcements left out because their attributes do not fit a message
  record Counters(
      long pathsIn,
      long prefixesOut,
      long updatesIn,
      long treatedAsWithdraw,
      long attributesDiscarded,
      long tooLong) {}
}
