package io.munia.rib.out;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.AigpGrowth;
import io.munia.bgp.codec.NextHopForm;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.decision.LocRib;
import io.munia.rib.policy.Effect;
import io.munia.rib.policy.PolicyEvaluator;
import io.munia.rib.policy.PolicyHits;
import io.munia.rib.policy.PolicyTrace;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import org.jspecify.annotations.Nullable;

/// What one group of neighbours is sent for a destination. The answer is a number, the *export
/// key*: attribute set, source, outcome of the export policy. Destinations with equal keys go into
/// the same messages; all that is costly is worked out once for a key. Owned by the RIB's loop.
final class Exporter {
  /// Not announced.
  static final long NOTHING = 0;

  private final GroupKey key;
  private final LocRib rib;
  private final PrefixTable table;
  private final PathStore paths;
  private final AttributePool attributes;
  private final NextHopTable nextHops;
  private final Sources sources;
  private final PolicyEvaluator policy;
  private final @Nullable IpAddress self;

  /// Whether what may go to customers only stays here.
  private final boolean climbs;

  private long lastAsked;
  private int lastOutcome;

  /// The last path's attribute set and marks, its key, and the policy's outcome for it: what comes
  /// next mostly has the same, and then is not asked about.
  private long lastLike;

  private long lastKey;
  private int outcomeOfLast;

  Exporter(
      GroupKey key,
      LocRib rib,
      AttributePool attributes,
      NextHopTable nextHops,
      Sources sources,
      PolicyHits hits) {
    this.key = key;
    this.rib = rib;
    this.table = rib.table();
    this.paths = rib.paths();
    this.attributes = attributes;
    this.nextHops = nextHops;
    this.sources = sources;
    this.policy = new PolicyEvaluator(key.policy(), hits);
    this.self = key.self();
    this.climbs = key.form().rules().role().filter(BgpRole::climbs).isPresent();
  }

  /// Forgets what was remembered about attribute sets, whose numbers may be given out anew.
  void begin() {
    lastAsked = NOTHING;
    lastLike = NOTHING;
    policy.begin();
  }

  /// Whether what two say of a route alike is written alike, but for its next hop.
  boolean writesAs(Exporter other) {
    return key.form().with(NextHopForm.USUAL).equals(other.key.form().with(NextHopForm.USUAL));
  }

  /// Whether this next hop is written alike by both.
  boolean writesAs(Exporter other, IpAddress hop) {
    NextHopForm here = key.form().nextHops();
    NextHopForm there = other.key.form().nextHops();
    return here.equals(there) || !here.pairs(hop) && !there.pairs(hop);
  }

  /// Whether keys are to be used up before more are asked for, and [#begin] to be called.
  boolean isCrowded() {
    return policy.isCrowded();
  }

  /// The export key of an entry, or [#NOTHING]; counted as a question to the policy.
  long key(int entry) {
    return key(entry, true);
  }

  /// The same, not counted.
  long keyAsItWas(int entry) {
    return key(entry, false);
  }

  /// Counts a key that is not asked for again.
  void count(long exportKey) {
    policy.hit(outcome(exportKey));
  }

  private long key(int entry, boolean counted) {
    int path = table.selected(entry);
    if (path == 0) {
      return NOTHING;
    }
    long like = paths.like(path);
    if (like == lastLike) {
      if (counted) {
        policy.hit(outcomeOfLast);
      }
      return lastKey;
    }
    long key = key(entry, path, counted);
    if (key != NOTHING && !looksAtEntry() && !paths.has(path, PathStore.AFTER_DISCARD)) {
      lastLike = like;
      lastKey = key;
      outcomeOfLast = outcome(key);
    } else if (policy.asksOthers()) {
      lastLike = NOTHING; // what they said last is what is counted
    }
    return key;
  }

  /// Whether two routes with the same attributes, source and marks may fare differently.
  private boolean looksAtEntry() {
    return policy.looksAtPrefix() || rib.cover().hidesAny();
  }

  /// The export key of one of an entry's paths, or [#NOTHING].
  ///
  /// @param counted whether it counts as a question to the policy
  long key(int entry, int path, boolean counted) {
    int set = paths.attributes(path);
    Source source = sources.get(paths.source(path));
    if (suppressed(entry, path, set, source) != Suppression.NONE) {
      return NOTHING;
    }
    int outcome = outcome(entry, path, set, source);
    if (counted) {
      policy.hit(outcome);
    }
    if (!policy.effect(outcome).accepts() || !hasNextHop(set, source, outcome)) {
      return NOTHING;
    }
    boolean med =
        source.kind() == Source.Kind.LOCAL
            || paths.has(path, PathStore.MED_SET)
            || passesThrough(source);
    return (long) set << 32 | (long) source.index() << 16 | (med ? 1 << 15 : 0) | outcome + 1;
  }

  /// Why a path of an entry is not announced; 0 stands for none.
  Suppression why(int entry, int path) {
    if (path == 0) {
      return Suppression.NOTHING_SELECTED;
    }
    int set = paths.attributes(path);
    Source source = sources.get(paths.source(path));
    Suppression why = suppressed(entry, path, set, source);
    if (why != Suppression.NONE) {
      return why;
    }
    begin();
    int outcome = outcome(entry, path, set, source);
    if (!policy.effect(outcome).accepts()) {
      return Suppression.REJECTED;
    }
    return hasNextHop(set, source, outcome) ? Suppression.NONE : Suppression.NO_USABLE_NEXT_HOP;
  }

  /// How the policy comes to what it says of a path of an entry.
  PolicyTrace trace(int entry, int path) {
    begin();
    int _ = outcome(entry, path, paths.attributes(path), sources.get(paths.source(path)));
    return policy.trace();
  }

  static int set(long key) {
    return (int) (key >>> 32);
  }

  static int source(long key) {
    return (int) (key >>> 16) & 0xffff;
  }

  private static int outcome(long key) {
    return (int) (key & 0x7fff) - 1;
  }

  Announcement announcement(long exportKey) {
    int set = set(exportKey);
    int outcome = outcome(exportKey);
    Effect effect = policy.effect(outcome);
    Source source = sources.get(source(exportKey));
    byte[] section = attributes.section(set);
    int from = attributes.from(set);
    int to = attributes.to(set);
    if (effect.changesAttributes()) {
      section = policy.apply(outcome, section, from, to, key.form().localAs(), key.member());
      from = 0;
      to = section.length;
    }
    IpAddress hop = nextHop(set, source, outcome);
    if (growsAigp(set, hop)) {
      section = AigpGrowth.by(section, from, to, cost(set));
      from = 0;
      to = section.length;
    }
    boolean reflected =
        key.internal()
            && (source.kind() == Source.Kind.IBGP || source.kind() == Source.Kind.CLIENT);
    return new Announcement(
        section,
        from,
        to,
        hop,
        reflected ? source.routerId() : 0,
        (exportKey & 1 << 15) != 0 || effect.setsMed(),
        passesThrough(source));
  }

  /// AIGP is the distance from the next hop, which is another one from here on ([RFC 7311
  /// §3.4.3](https://www.rfc-editor.org/rfc/rfc7311#section-3.4.3)).
  private boolean growsAigp(int set, IpAddress hop) {
    return key.form().rules().aigp()
        && attributes.has(set, AttributePool.HAS_AIGP)
        && attributes.nextHop(set) != 0
        && cost(set) != 0
        && !hop.equals(learned(set));
  }

  private int cost(int set) {
    return nextHops.get(attributes.nextHop(set)).cost();
  }

  /// Whether a route server hands the route on as if it were not there ([RFC 7947
  /// §2.2](https://www.rfc-editor.org/rfc/rfc7947#section-2.2)).
  private boolean passesThrough(Source source) {
    return key.transparent() && source.kind() == Source.Kind.EBGP;
  }

  private Suppression suppressed(int entry, int path, int set, Source source) {
    if (source.kind() == Source.Kind.IBGP && key.kind() == Source.Kind.IBGP) {
      return Suppression.NOT_REFLECTED;
    }
    if (!key.clientToClient()
        && key.kind() == Source.Kind.CLIENT
        && source.kind() == Source.Kind.CLIENT
        && source.clusterId() == key.form().clusterId().bits()) {
      return Suppression.SAME_CLUSTER;
    }
    if (attributes.has(set, AttributePool.NO_ADVERTISE)) {
      return Suppression.NO_ADVERTISE;
    }
    if (key.external() && attributes.has(set, AttributePool.NO_EXPORT)) {
      return Suppression.NO_EXPORT;
    }
    if (!key.longLived()
        && attributes.has(set, AttributePool.LLGR_STALE)
        && source.longLivedKnown()) {
      return Suppression.LLGR_STALE;
    }
    if (rib.cover().hides(entry, path, key.external())) {
      return Suppression.AGGREGATED;
    }
    if (!key.internal() && attributes.has(set, AttributePool.NO_EXPORT_SUBCONFED)) {
      return Suppression.NO_EXPORT_SUBCONFED;
    }
    if (climbs && attributes.has(set, AttributePool.ONLY_TO_CUSTOMER)) {
      return Suppression.ONLY_TO_CUSTOMER;
    }
    if (paths.has(path, PathStore.AFTER_DISCARD)
        && !(table.has(entry, PrefixTable.FIB_INSTALLED) && path == table.selected(entry))) {
      return Suppression.AWAITS_DISCARD;
    }
    return Suppression.NONE;
  }

  private int outcome(int entry, int path, int set, Source source) {
    long asked = (long) set << 32 | (long) source.index() << 16 | paths.originBits(path) + 1;
    if (asked == lastAsked && !policy.looksAtPrefix()) {
      return lastOutcome;
    }
    if (asked != lastAsked) {
      policy.over(attributes.section(set), attributes.from(set), attributes.to(set), learned(set));
      lastAsked = asked;
    }
    AddressFamily family = key.family();
    lastOutcome =
        policy.outcome(
            family,
            table.high(entry),
            table.low(entry),
            table.length(entry),
            paths.origin(path),
            source.name(),
            source.group());
    return lastOutcome;
  }

  private IpAddress learned(int set) {
    return nextHops.get(attributes.nextHop(set)).address();
  }

  private boolean hasNextHop(int set, Source source, int outcome) {
    Effect effect = policy.effect(outcome);
    if (effect.nextHopAddress(key.family()) != null) {
      return true;
    }
    if (isSelf(set, source, effect)) {
      return self != null;
    }
    return learned(set).version() == key.family().version()
        || key.extendedNextHop()
        || key.family().mixesNextHops();
  }

  private IpAddress nextHop(int set, Source source, int outcome) {
    Effect effect = policy.effect(outcome);
    IpAddress given = effect.nextHopAddress(key.family());
    if (given != null) {
      return given;
    }
    return self != null && isSelf(set, source, effect) ? self : learned(set);
  }

  private boolean isSelf(int set, Source source, Effect effect) {
    // A link-local next hop means nothing to those who are not on its link.
    if (source.kind() == Source.Kind.LOCAL || learned(set).zone() != 0) {
      return true;
    }
    if (!key.family().isUnicast()) {
      return false; // labels and the like are good at the router that gave them out
    }
    return switch (effect.nextHop()) {
      case SELF -> true;
      case KEEP -> false;
      case USUAL -> key.external() && !passesThrough(source) || key.nextHopSelf();
    };
  }
}
