package io.munia.bgp.codec;

import io.munia.bgp.capability.BgpRole;

/// A canonical attribute section in the form that a session wants: NEXT_HOP in its place, our AS
/// prepended or LOCAL_PREF added, reflection noted, 2-octet numbers with AS4_* where need be. One
/// walk; what stays as it is is copied in runs. The result is reused. Not thread-safe.
final class AttributeRewrite {
  /// Where a route has no LOCAL_PREF and the session is internal.
  private static final int LOCAL_PREF_DEFAULT = 100;

  /// What can be added to a section at most: NEXT_HOP, LOCAL_PREF, ORIGINATOR_ID, CLUSTER_LIST of
  /// one, an AS_PATH of one or another segment, AS4_AGGREGATOR, longer headers.
  private static final int ADDED_BYTES_MAX = 128;

  private static final int TYPES_END = 256;
  private static final int NONE = -1;

  private final ExportForm form;
  private final AsPathRewrite paths;

  /// Whether routes get ONLY_TO_CUSTOMER ([RFC 9234
  /// §5](https://www.rfc-editor.org/rfc/rfc9234#section-5)).
  private final boolean marks;

  private byte[] out = new byte[512];
  private int length;
  private byte[] section = out;
  private int runFrom;
  private int runTo;

  private boolean nextHopPending;
  private int nextHop;
  private boolean asPathPending;
  private boolean localPrefPending;
  private boolean originatorPending;
  private int originatorId;
  private boolean clusterPending;
  private int as4AggregatorFrom = NONE;
  private boolean onlyToCustomerPending;

  AttributeRewrite(ExportForm form) {
    this.form = form;
    this.paths = new AsPathRewrite(form);
    this.marks = form.external() && form.rules().role().filter(BgpRole::marks).isPresent();
  }

  /// Rewrites the canonical section at `section[from, to)`.
  ///
  /// @param withNextHop whether NEXT_HOP is written, with the address `nextHop`
  /// @param originatorId where the route is reflected, its ORIGINATOR_ID should it have none; else
  ///   0
  /// @param sendMed in an external form, whether MED is kept
  /// @param transparent in an external form, whether our AS is not prepended
  /// @return length in bytes of what is then in [#array]
  int rewrite(
      byte[] section,
      int from,
      int to,
      boolean withNextHop,
      int nextHop,
      int originatorId,
      boolean sendMed,
      boolean transparent) {
    // AS4_PATH doubles a path at most, and every byte of a section may be path.
    int room = 2 * (to - from) + ADDED_BYTES_MAX;
    if (out.length < room) {
      out = new byte[Math.max(room, 2 * out.length)];
    }
    this.section = section;
    this.nextHop = nextHop;
    this.originatorId = originatorId;
    length = 0;
    runFrom = from;
    runTo = from;
    nextHopPending = withNextHop;
    asPathPending = !form.internal();
    localPrefPending = !form.external();
    originatorPending = form.internal() && originatorId != 0;
    clusterPending = originatorPending;
    onlyToCustomerPending = marks;
    paths.clear(!transparent);
    as4AggregatorFrom = NONE;
    int at = from;
    while (at < to) {
      int type = section[at + 1] & 0xff;
      int value = at + Wire.attributeHeaderBytes(section[at]);
      int end = value + Wire.attributeLength(section, at);
      if (type > AttributeType.AS_PATH) {
        pendingBefore(type);
      }
      attribute(at, type, value, end, sendMed);
      at = end;
    }
    pendingBefore(TYPES_END);
    flush();
    return length;
  }

  byte[] array() {
    return out;
  }

  private void attribute(int at, int type, int value, int end, boolean sendMed) {
    boolean external = form.external();
    boolean stays =
        switch (type) {
          case AttributeType.AS_PATH -> {
            if (!form.internal() || !form.fourOctetAs()) {
              flush();
              asPath(value, end);
              yield false;
            }
            yield true;
          }
          case AttributeType.MULTI_EXIT_DISC -> !external || sendMed;
          case AttributeType.LOCAL_PREF -> {
            localPrefPending = false;
            yield !external;
          }
          case AttributeType.AGGREGATOR -> {
            if (form.fourOctetAs()) {
              yield true;
            }
            flush();
            aggregator(section[at], value);
            yield false;
          }
          case AttributeType.ORIGINATOR_ID -> {
            originatorPending = false;
            yield form.internal();
          }
          case AttributeType.CLUSTER_LIST -> {
            if (clusterPending) {
              flush();
              clusterList(value, end);
              yield false;
            }
            yield form.internal();
          }
          case AttributeType.AIGP -> form.rules().aigp();
          case AttributeType.PREFIX_SID -> form.rules().prefixSid();
          case AttributeType.ONLY_TO_CUSTOMER -> {
            onlyToCustomerPending = false;
            yield true;
          }
          default -> true;
        };
    if (stays) {
      if (runTo != at) {
        flush();
        runFrom = at;
      }
      runTo = end;
    }
  }

  private void flush() {
    if (runTo > runFrom) {
      System.arraycopy(section, runFrom, out, length, runTo - runFrom);
      length += runTo - runFrom;
    }
    runFrom = 0;
    runTo = 0;
  }

  /// Writes what is to be added and belongs before `type`.
  private void pendingBefore(int type) {
    if (asPathPending) {
      flush();
      asPath(0, 0);
    }
    if (nextHopPending && type > AttributeType.NEXT_HOP) {
      flush();
      nextHopPending = false;
      add(Wire.TRANSITIVE, AttributeType.NEXT_HOP, nextHop);
    }
    if (localPrefPending && type > AttributeType.LOCAL_PREF) {
      flush();
      localPrefPending = false;
      add(Wire.TRANSITIVE, AttributeType.LOCAL_PREF, LOCAL_PREF_DEFAULT);
    }
    if (originatorPending && type > AttributeType.ORIGINATOR_ID) {
      flush();
      originatorPending = false;
      add(Wire.OPTIONAL, AttributeType.ORIGINATOR_ID, originatorId);
    }
    if (clusterPending && type > AttributeType.CLUSTER_LIST) {
      flush();
      clusterList(0, 0);
    }
    if (paths.as4Pending() && type > AttributeType.AS4_PATH) {
      flush();
      length = paths.writeAs4(out, length);
    }
    if (as4AggregatorFrom != NONE && type > AttributeType.AS4_AGGREGATOR) {
      flush();
      as4Aggregator();
    }
    laterPendingBefore(type);
  }

  /// Writes what is to be added of the attributes that came later.
  private void laterPendingBefore(int type) {
    if (onlyToCustomerPending && type > AttributeType.ONLY_TO_CUSTOMER) {
      flush();
      onlyToCustomerPending = false;
      add(Wire.OPTIONAL | Wire.TRANSITIVE, AttributeType.ONLY_TO_CUSTOMER, form.localAs().bits());
    }
  }

  private void add(int flags, int type, int value) {
    int at = Wire.putAttributeHeader(out, length, flags, type, 4);
    Wire.put32(out, at, value);
    length = at + 4;
  }

  private void clusterList(int from, int to) {
    clusterPending = false;
    int at =
        Wire.putAttributeHeader(
            out, length, Wire.OPTIONAL, AttributeType.CLUSTER_LIST, to - from + 4);
    Wire.put32(out, at, form.clusterId().bits());
    System.arraycopy(section, from, out, at + 4, to - from);
    length = at + 4 + to - from;
  }

  /// AGGREGATOR for a 2-octet speaker ([RFC 6793
  /// §4.2.2](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.2)).
  private void aggregator(byte flags, int value) {
    int as = Wire.u32(section, value);
    boolean fits = as >>> 16 == 0;
    int at = Wire.putAttributeHeader(out, length, flags, AttributeType.AGGREGATOR, 6);
    Wire.put16(out, at, fits ? as : As4.AS_TRANS);
    Wire.put32(out, at + 2, Wire.u32(section, value + 4));
    length = at + 6;
    as4AggregatorFrom = fits ? NONE : value;
  }

  private void as4Aggregator() {
    int at =
        Wire.putAttributeHeader(
            out, length, Wire.OPTIONAL | Wire.TRANSITIVE, AttributeType.AS4_AGGREGATOR, 8);
    System.arraycopy(section, as4AggregatorFrom, out, at, 8);
    length = at + 8;
    as4AggregatorFrom = NONE;
  }

  private void asPath(int from, int to) {
    asPathPending = false;
    length = paths.write(section, from, to, out, length);
  }
}
