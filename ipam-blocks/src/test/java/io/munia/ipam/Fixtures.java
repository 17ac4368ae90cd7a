package io.munia.ipam;

import io.munia.ipam.IpamSettings.Borrowing;
import io.munia.ipam.store.KeyValueStore;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Pools, places and a clock that tests share.
final class Fixtures {
  static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private Fixtures() {}

  static Pool pods() {
    return new Pool(
        "pods",
        Prefix.parse("10.64.0.0/12"),
        26,
        List.of(new Level("zone", 16), new Level("rack", 20)));
  }

  static Pool pods6() {
    return new Pool(
        "pods6",
        Prefix.parse("fd00:64::/48"),
        122,
        List.of(new Level("zone", 64), new Level("rack", 112)));
  }

  /// Room for four blocks of four addresses, in two racks of two.
  static Pool tiny() {
    return new Pool("tiny", Prefix.parse("10.0.0.0/28"), 30, List.of(new Level("rack", 29)));
  }

  static Ipam open(KeyValueStore store, String rack, String node, Pool... pools) {
    return Ipam.open(
        new IpamSettings(List.of(pools), Place.of("a", rack, node)),
        store,
        InstantSource.fixed(NOON));
  }

  static Ipam borrowing(KeyValueStore store, String rack, String node, Pool... pools) {
    return Ipam.open(
        new IpamSettings(
            List.of(pools),
            Place.of("a", rack, node),
            Borrowing.WHEN_FULL,
            Duration.ZERO,
            List.of(),
            0),
        store,
        InstantSource.fixed(NOON));
  }

  static Allocation assign(Ipam ipam, String handle, IpVersion version) {
    Assignment assignment = ipam.assign(AssignRequest.of(handle, version));
    if (assignment instanceof Assignment.Assigned(List<Allocation> addresses)) {
      return addresses.getFirst();
    }
    throw new AssertionError(assignment.toString());
  }

  static String refusal(Ipam ipam, String handle, IpVersion version) {
    Assignment assignment = ipam.assign(AssignRequest.of(handle, version));
    if (assignment instanceof Assignment.Refused(String why)) {
      return why;
    }
    throw new AssertionError(assignment.toString());
  }

  static Prefix claimed(Ipam ipam, String pool) {
    Claim claim = ipam.ensureBlock(pool);
    if (claim instanceof Claim.Owned(Prefix prefix, _)) {
      return prefix;
    }
    throw new AssertionError(claim.toString());
  }
}
