package io.munia.rib;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.rib.policy.Effect;
import io.munia.rib.policy.PolicyEvaluator;
import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.route.PathOrigin;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.PathStore;
import org.jspecify.annotations.Nullable;

/// What one neighbour's import policy makes of its paths. Asked about one attribute set after the
/// other, and about the prefixes of each; what an outcome makes of a set is worked out once as long
/// as the same outcome follows. Owned by the RIB's loop.
final class Importer {
  private static final int NOT_ASKED = -2;

  private final Tables tables;
  private final Neighbour neighbour;
  private final PolicyEvaluator policy;
  private AddressFamily family = AddressFamily.IPV4_UNICAST;

  /// A reference is held, so that its number is not given to another meanwhile.
  private int asked;

  private int usualFlags;

  /// Whether the rules change what policy leaves as it is.
  private boolean ruled;

  /// What the rules say of `made`.
  private int madeFlags;

  private int outcome = NOT_ASKED;

  /// What `madeBy` made of `asked`, with a reference.
  private int made;

  private int madeBy = NOT_ASKED;
  private int set;
  private int flags;
  private int weight;

  Importer(Neighbour neighbour, Tables tables, PolicyEvaluator policy) {
    this.neighbour = neighbour;
    this.tables = tables;
    this.policy = policy;
  }

  /// From now on it is asked about routes with this set.
  void over(AddressFamily family, int received) {
    if (received == asked && family == this.family) {
      return;
    }
    end();
    this.family = family;
    AttributePool pool = tables.attributes;
    pool.acquire(received);
    asked = received;
    IpAddress nextHop = tables.nextHops.get(pool.nextHop(received)).address();
    byte[] section = pool.section(received);
    int from = pool.from(received);
    int to = pool.to(received);
    usualFlags = neighbour.flags(section, from, to, nextHop, family);
    ruled = neighbour.ruled(family);
    policy.begin();
    policy.over(section, from, to, nextHop);
  }

  /// Works out what becomes of a route.
  void ask(long high, long low, int length) {
    if (outcome != NOT_ASKED && !policy.looksAtPrefix()) {
      policy.hit(outcome); // and what comes of it stands
      return;
    }
    outcome = outcome(high, low, length);
    policy.hit(outcome);
    Effect effect = policy.effect(outcome);
    flags = usualFlags;
    set = asked;
    weight = 0;
    if (!effect.accepts()) {
      flags |= PathStore.REJECTED;
      return;
    }
    weight = effect.weight();
    IpAddress nextHop = effect.nextHopAddress(family);
    if (effect.changesAttributes() || nextHop != null || ruled) {
      set = made(effect, nextHop);
      flags |= madeFlags | (effect.setsMed() ? PathStore.MED_SET : 0);
    }
    if (nextHop != null) {
      boolean own = neighbour.isOwn(nextHop);
      flags = flags & ~PathStore.OWN_NEXT_HOP | (own ? PathStore.OWN_NEXT_HOP : 0);
    }
  }

  /// How policy comes to what it says about a route with this set.
  PolicyTrace trace(AddressFamily family, int received, long high, long low, int length) {
    end();
    over(family, received);
    int _ = outcome(high, low, length);
    PolicyTrace trace = policy.trace();
    end();
    return trace;
  }

  /// The attributes that policy leaves; 0 where there is no room for them.
  int set() {
    return set;
  }

  /// The attributes as received where policy made others of them, else 0.
  int received() {
    return set == asked ? 0 : asked;
  }

  int flags() {
    return flags;
  }

  int weight() {
    return weight;
  }

  /// Gives back what is held.
  void end() {
    if (madeBy != NOT_ASKED && made != 0) {
      tables.attributes.release(made);
    }
    if (asked != 0) {
      tables.attributes.release(asked);
    }
    madeBy = NOT_ASKED;
    outcome = NOT_ASKED;
    asked = 0;
    made = 0;
  }

  private int outcome(long high, long low, int length) {
    PathOrigin origin = neighbour.origin();
    PeerProfile profile = neighbour.profile;
    return policy.outcome(family, high, low, length, origin, profile.name(), profile.group());
  }

  private int made(Effect effect, @Nullable IpAddress nextHop) {
    if (outcome == madeBy) {
      return made;
    }
    AttributePool pool = tables.attributes;
    if (madeBy != NOT_ASKED && made != 0) {
      pool.release(made);
    }
    byte[] section = pool.section(asked);
    int from = pool.from(asked);
    int to = pool.to(asked);
    if (effect.changesAttributes()) {
      PeerProfile profile = neighbour.profile;
      section =
          policy.apply(
              outcome,
              section,
              from,
              to,
              profile.negotiated().localAs(),
              profile.inConfederation());
      from = 0;
      to = section.length;
    }
    ImportRules rules = neighbour.rules();
    if (rules.change(section, from, to, family)) {
      section = rules.apply(section, from, to, family);
      from = 0;
      to = section.length;
    }
    madeFlags = rules.flags(section, from, to);
    madeBy = outcome;
    made = to - from > AttributePool.SECTION_BYTES_MAX ? 0 : intern(section, from, to, nextHop);
    return made;
  }

  private int intern(byte[] section, int from, int to, @Nullable IpAddress nextHop) {
    AttributePool pool = tables.attributes;
    int owner = neighbour.source.index();
    if (nextHop == null) {
      return pool.intern(section, from, to, pool.nextHop(asked), owner);
    }
    int number =
        tables.nextHops.intern(nextHop.version() == IpVersion.V6, nextHop.high(), nextHop.low());
    int interned = pool.intern(section, from, to, number, owner);
    tables.nextHops.release(number);
    return interned;
  }
}
