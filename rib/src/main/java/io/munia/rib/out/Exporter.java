package io.munia.rib.out;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.decision.LocRib;
import io.munia.rib.policy.PolicyEvaluator;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.PrefixTable;
import io.munia.rib.table.Source;
import io.munia.rib.table.Sources;
import org.jspecify.annotations.Nullable;

/// What one group of neighbours is sent for a destination. The answer is a number, the *export
/// key*: attribute set, source, deciding rule of the export policy. Destinations with equal keys go
/// into the same messages; all that is costly is worked out once for a key. Owned by the RIB's
/// loop.
final class Exporter {
  /// Not announced.
  static final long NOTHING = 0;

  private static final int RULES_MAX = 0x3fff;

  private final GroupKey key;
  private final LocRib rib;
  private final PrefixTable table;
  private final PathStore paths;
  private final AttributePool attributes;
  private final NextHopTable nextHops;
  private final Sources sources;
  private final PolicyEvaluator policy;
  private final @Nullable IpAddress self;
  private long lastAsked;
  private int lastRule;

  Exporter(
      GroupKey key, LocRib rib, AttributePool attributes, NextHopTable nextHops, Sources sources) {
    this.key = key;
    this.rib = rib;
    this.table = rib.table();
    this.paths = rib.paths();
    this.attributes = attributes;
    this.nextHops = nextHops;
    this.sources = sources;
    this.policy = new PolicyEvaluator(key.policy());
    this.self = key.self();
    if (key.policy().rules().size() > RULES_MAX) {
      throw new IllegalArgumentException(
          "policy " + key.policy().name() + " has more than " + RULES_MAX + " rules");
    }
  }

  /// Forgets what was remembered about attribute sets, whose numbers may be given out anew.
  void begin() {
    lastAsked = NOTHING;
  }

  /// The export key of an entry's selected path, or [#NOTHING].
  long key(int entry) {
    int path = table.selected(entry);
    return path == 0 ? NOTHING : key(entry, path);
  }

  /// The export key of one of an entry's paths, or [#NOTHING].
  long key(int entry, int path) {
    int set = paths.attributes(path);
    Source source = sources.get(paths.source(path));
    if (suppressed(entry, path, set, source) != Suppression.NONE) {
      return NOTHING;
    }
    int rule = rule(entry, path, set, source);
    if (!policy.accepts(rule) || !hasNextHop(set, source, rule)) {
      return NOTHING;
    }
    boolean med =
        source.kind() == Source.Kind.LOCAL
            || paths.has(path, PathStore.MED_SET)
            || passesThrough(source);
    return (long) set << 32 | (long) source.index() << 16 | (med ? 1 << 15 : 0) | rule + 1;
  }

  /// Why an entry is not announced.
  Suppression why(int entry) {
    int path = table.selected(entry);
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
    int rule = rule(entry, path, set, source);
    if (!policy.accepts(rule)) {
      return Suppression.REJECTED;
    }
    return hasNextHop(set, source, rule) ? Suppression.NONE : Suppression.NO_USABLE_NEXT_HOP;
  }

  static int set(long key) {
    return (int) (key >>> 32);
  }

  static int source(long key) {
    return (int) (key >>> 16) & 0xffff;
  }

  private static int rule(long key) {
    return (int) (key & 0x7fff) - 1;
  }

  Announcement announcement(long exportKey) {
    int set = set(exportKey);
    int rule = rule(exportKey);
    Source source = sources.get(source(exportKey));
    byte[] section = attributes.section(set);
    int from = attributes.from(set);
    int to = attributes.to(set);
    if (!policy.changesNothing(rule)) {
      section = policy.apply(rule, section, from, to, key.form().localAs());
      from = 0;
      to = section.length;
    }
    boolean reflected =
        !key.external()
            && (source.kind() == Source.Kind.IBGP || source.kind() == Source.Kind.CLIENT);
    return new Announcement(
        section,
        from,
        to,
        nextHop(set, source, rule),
        reflected ? source.routerId() : 0,
        (exportKey & 1 << 15) != 0 || policy.setsMed(rule),
        passesThrough(source));
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
    if (attributes.has(set, AttributePool.NO_ADVERTISE)) {
      return Suppression.NO_ADVERTISE;
    }
    if (key.external() && attributes.has(set, AttributePool.NO_EXPORT)) {
      return Suppression.NO_EXPORT;
    }
    if (rib.cover().hides(entry, path, key.external())) {
      return Suppression.AGGREGATED;
    }
    if (paths.has(path, PathStore.AFTER_DISCARD)
        && !(table.has(entry, PrefixTable.FIB_INSTALLED) && path == table.selected(entry))) {
      return Suppression.AWAITS_DISCARD;
    }
    return Suppression.NONE;
  }

  private int rule(int entry, int path, int set, Source source) {
    long asked = (long) set << 32 | (long) source.index() << 16 | paths.originBits(path) + 1;
    if (asked == lastAsked && !policy.looksAtPrefix()) {
      return lastRule;
    }
    if (asked != lastAsked) {
      policy.over(attributes.section(set), attributes.from(set), attributes.to(set));
      lastAsked = asked;
    }
    AddressFamily family = key.family();
    lastRule =
        policy.rule(
            family,
            table.high(entry),
            table.low(entry),
            table.length(entry),
            paths.origin(path),
            source.name(),
            source.group());
    return lastRule;
  }

  private boolean hasNextHop(int set, Source source, int rule) {
    if (isSelf(source, rule)) {
      return self != null;
    }
    IpAddress learned = nextHops.get(attributes.nextHop(set)).address();
    return learned.version() == key.family().version() || key.extendedNextHop();
  }

  private IpAddress nextHop(int set, Source source, int rule) {
    if (self != null && isSelf(source, rule)) {
      return self;
    }
    return nextHops.get(attributes.nextHop(set)).address();
  }

  private boolean isSelf(Source source, int rule) {
    return key.external() && !passesThrough(source)
        || key.nextHopSelf()
        || source.kind() == Source.Kind.LOCAL
        || policy.setsNextHopSelf(rule);
  }
}
