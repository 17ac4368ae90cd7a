package io.munia.rib.table;

import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.SectionHash;

/// Every attribute set once: a canonical section (see [io.munia.bgp.codec.UpdateReader]) together
/// with the next hop that it came with, by number, counted by the paths that use it. The bytes are
/// kept as they will be sent; what the decision process compares was read out of them once, when
/// the set was interned, and stands in a row of ints beside them. A full table of a million routes
/// has some 160,000 sets: 48 bytes each, their bytes, and the index.
///
/// A set that nobody uses any longer stays until [#sweepUnused], found again until then: to take it
/// out of the index is a cache miss, and the withdrawals of a lost session go first. Owned by the
/// RIB's loop.
public final class AttributePool {
  /// LOCAL_PREF of a path that carries none.
  public static final int LOCAL_PREF_DEFAULT = 100;

  /// Carries LOCAL_PREF.
  public static final int HAS_LOCAL_PREF = 1;

  /// Carries AIGP.
  public static final int HAS_AIGP = 1 << 1;

  /// Carries the community NO_EXPORT.
  public static final int NO_EXPORT = 1 << 2;

  /// Carries the community NO_ADVERTISE.
  public static final int NO_ADVERTISE = 1 << 3;

  /// Carries the community LLGR_STALE ([RFC 9494](https://www.rfc-editor.org/rfc/rfc9494)).
  public static final int LLGR_STALE = 1 << 4;

  /// Carries the community NO_EXPORT_SUBCONFED.
  public static final int NO_EXPORT_SUBCONFED = 1 << 5;

  /// Carries the community NO_LLGR.
  public static final int NO_LLGR = 1 << 6;

  /// Carries ONLY_TO_CUSTOMER.
  public static final int ONLY_TO_CUSTOMER = 1 << 7;

  /// Longest section.
  public static final int SECTION_BYTES_MAX = 0xffff;

  private static final int SETS_MAX = HashIndex.ROWS_MAX;

  private static final int ADDRESS = 0;
  private static final int LENGTH = 1; // section length 16, AS_PATH length 16
  private static final int SMALL = 2; // CLUSTER_LIST length 16, origin 2, flags 8, QUEUED
  private static final int REFERENCES = 3;
  private static final int HASH = 4;
  private static final int NEXT_HOP = 5;
  private static final int LOCAL_PREF = 6;
  private static final int MED = 7;
  private static final int NEIGHBOUR_AS = 8;
  private static final int ORIGINATOR = 9;
  private static final int OWNER = 10;
  private static final int WIDTH = 11;

  /// In SMALL: waits in the queue of unused sets, even if it is used again.
  private static final int QUEUED = 1 << 26;

  /// Unused sets whose places in the index are looked at before the first of them is taken out, so
  /// that the misses overlap.
  private static final int FETCHED = 16;

  /// Most bytes of sections that wait for [#sweepUnused].
  private static final long UNUSED_BYTES_MAX = 16 << 20;

  /// What a set costs beside its section, with a next hop that nobody else uses.
  public static final int SET_BYTES = 256;

  private final IntPages rows = new IntPages(WIDTH, SETS_MAX);
  private final long bytesMax;
  private final long key;
  private Slab slab;
  private final HashIndex index = new HashIndex(row -> hash(row));
  private final NextHopTable nextHops;
  private final AttributeScan scan = new AttributeScan();
  private int size;
  private int[] unused = new int[64];
  private int unusedCount;
  private long unusedBytes;

  @SuppressWarnings("UnusedVariable") // else nothing would be fetched
  private int fetched;

  /// Bytes of the sets that a source was the first to send, by its index.
  private long[] owned = new long[16];

  /// @param bytesMax most bytes of attributes that are kept
  /// @param hashKey not known to neighbours, who choose the attributes
  public AttributePool(NextHopTable nextHops, long bytesMax, long hashKey) {
    this.nextHops = nextHops;
    this.key = HashIndex.key(hashKey);
    this.bytesMax = bytesMax;
    this.slab = new Slab(bytesMax);
  }

  private int hash(int set) {
    return rows.get(set, HASH);
  }

  /// Distinct sets.
  public int size() {
    return size;
  }

  /// Bytes of attributes in use.
  public long bytes() {
    return slab.used() - unusedBytes;
  }

  /// What is kept of the sets that the source of this index was the first to send; those that
  /// outlive it because others sent them, too, count for whoever gets the index next.
  public long bytesOf(int source) {
    return source < owned.length ? owned[source] : 0;
  }

  /// The set of this section and next hop, with one more reference, which the caller owns; 0 when
  /// the pool is full.
  ///
  /// @param nextHop its number in [NextHopTable], or 0 for a route of our own
  /// @param owner index of the source that it is counted for where it is new
  public int intern(byte[] section, int from, int to, int nextHop, int owner) {
    return intern(section, from, to, nextHop, owner, hash(section, from, to, nextHop));
  }

  /// The same.
  ///
  /// @param hash what [#hash] says of them
  public int intern(byte[] section, int from, int to, int nextHop, int owner, int hash) {
    int[] slots = index.segment(hash);
    int mask = slots.length - 1;
    int i = hash & mask;
    for (int steps = 0; slots[i] != 0; steps++) {
      int set = HashIndex.row(slots[i]);
      if (HashIndex.began(slots[i], steps)
          && rows.get(set, HASH) == hash
          && rows.get(set, NEXT_HOP) == nextHop
          && same(set, section, from, to)) {
        if (rows.get(set, REFERENCES) == 0) {
          use(set, owner);
        }
        acquire(set);
        return set;
      }
      i = i + 1 & mask;
    }
    return add(section, from, to, nextHop, hash, owner);
  }

  public void acquire(int set) {
    rows.set(set, REFERENCES, rows.get(set, REFERENCES) + 1);
  }

  /// Gives a reference back; without any, the set is gone with the next [#sweepUnused].
  public void release(int set) {
    int left = rows.get(set, REFERENCES) - 1;
    rows.set(set, REFERENCES, left);
    if (left == 0) {
      unused(set);
    }
  }

  private void unused(int set) {
    int length = length(set);
    owned[rows.get(set, OWNER)] -= SET_BYTES + length;
    unusedBytes += Slab.bytes(length);
    size--;
    int small = rows.get(set, SMALL);
    if ((small & QUEUED) == 0) {
      rows.set(set, SMALL, small | QUEUED);
      if (unusedCount == unused.length) {
        unused = java.util.Arrays.copyOf(unused, 2 * unusedCount);
      }
      unused[unusedCount++] = set;
    }
  }

  /// Somebody sends it again.
  private void use(int set, int owner) {
    unusedBytes -= Slab.bytes(length(set));
    size++;
    own(set, owner);
  }

  private void own(int set, int owner) {
    rows.set(set, OWNER, owner);
    if (owner >= owned.length) {
      owned = java.util.Arrays.copyOf(owned, Math.max(owner + 1, 2 * owned.length));
    }
    owned[owner] += SET_BYTES + length(set);
  }

  /// Whether sets that nobody uses take more than is let to wait.
  public boolean unusedAreMany() {
    return unusedBytes > UNUSED_BYTES_MAX;
  }

  /// Frees sets that nobody uses.
  ///
  /// @param max most that are looked at now
  /// @return whether there are more
  public boolean sweepUnused(int max) {
    int down = Math.max(0, unusedCount - max);
    while (unusedCount > down) {
      int from = Math.max(down, unusedCount - FETCHED);
      int sum = 0;
      for (int i = from; i < unusedCount; i++) {
        sum += fetch(rows.get(unused[i], HASH));
      }
      fetched = sum;
      while (unusedCount > from) {
        int set = unused[--unusedCount];
        rows.set(set, SMALL, rows.get(set, SMALL) & ~QUEUED);
        if (rows.get(set, REFERENCES) == 0) {
          free(set);
        }
      }
    }
    return unusedCount > 0;
  }

  private void free(int set) {
    int length = length(set);
    index.remove(rows.get(set, HASH), set);
    unusedBytes -= Slab.bytes(length);
    slab.remove(rows.get(set, ADDRESS), length);
    int nextHop = nextHop(set);
    rows.free(set);
    if (nextHop != 0) {
      nextHops.release(nextHop);
    }
  }

  /// Gives back to the heap what is not used, and moves together what lies scattered in little used
  /// pages. Nobody may hold a [#section] meanwhile.
  public void trim() {
    sweepUnused(Integer.MAX_VALUE);
    unused = new int[64];
    rows.trim();
    index.trim();
    if (slab.used() > slab.held() / 2) {
      return;
    }
    Slab tight = new Slab(bytesMax);
    for (int set = 1; set < rows.end(); set++) {
      if (rows.get(set, REFERENCES) > 0) {
        rows.set(set, ADDRESS, tight.add(section(set), from(set), to(set)));
      }
    }
    slab = tight;
  }

  /// The array that holds a set's section, from [#from] to [#to].
  public byte[] section(int set) {
    return slab.page(rows.get(set, ADDRESS));
  }

  public int from(int set) {
    return Slab.offset(rows.get(set, ADDRESS));
  }

  public int to(int set) {
    return from(set) + length(set);
  }

  private int length(int set) {
    return rows.get(set, LENGTH) & 0xffff;
  }

  /// Number of the next hop in [NextHopTable]; 0 for a route of our own.
  public int nextHop(int set) {
    return rows.get(set, NEXT_HOP);
  }

  /// LOCAL_PREF as 32 unsigned bits, the default where there is none.
  public int localPref(int set) {
    return rows.get(set, LOCAL_PREF);
  }

  public int asPathLength(int set) {
    return rows.get(set, LENGTH) >>> 16;
  }

  /// The wire value; 3 where ORIGIN is missing.
  public int origin(int set) {
    return rows.get(set, SMALL) >>> 16 & 3;
  }

  /// MED as 32 unsigned bits, 0 where there is none.
  public int med(int set) {
    return rows.get(set, MED);
  }

  public int neighbourAs(int set) {
    return rows.get(set, NEIGHBOUR_AS);
  }

  /// ORIGINATOR_ID, or 0.
  public int originator(int set) {
    return rows.get(set, ORIGINATOR);
  }

  public int clusterListLength(int set) {
    return rows.get(set, SMALL) & 0xffff;
  }

  public boolean has(int set, int flag) {
    return (rows.get(set, SMALL) >>> 18 & flag) != 0;
  }

  /// AIGP as 64 unsigned bits: rare enough to be read when asked for.
  public long aigp(int set) {
    scan.over(section(set), from(set), to(set));
    return scan.aigp();
  }

  /// Whether two sets have the same AS_PATH, number by number.
  public boolean sameAsPath(int one, int other) {
    if (one == other) {
      return true;
    }
    scan.over(section(one), from(one), to(one));
    int from = scan.asPathFrom();
    int to = scan.asPathTo();
    scan.over(section(other), from(other), to(other));
    return java.util.Arrays.equals(
        section(one), from, to, section(other), scan.asPathFrom(), scan.asPathTo());
  }

  /// See [PrefixTable#fetch].
  public int fetch(int hash) {
    int[] slots = index.segment(hash);
    int slot = slots[hash & slots.length - 1];
    return HashIndex.began(slot, 0) ? rows.get(HashIndex.row(slot), HASH) : 0;
  }

  private int add(byte[] section, int from, int to, int nextHop, int hash, int owner) {
    int set = rows.allocate();
    if (set == 0) {
      return 0;
    }
    int address = slab.add(section, from, to);
    if (address < 0 && unusedCount > 0) {
      sweepUnused(Integer.MAX_VALUE);
      address = slab.add(section, from, to);
    }
    if (address < 0) {
      rows.free(set);
      return 0;
    }
    scan.over(section, from, to);
    int flags = (scan.hasLocalPref() ? HAS_LOCAL_PREF : 0) | (scan.hasAigp() ? HAS_AIGP : 0);
    flags |= scan.hasOnlyToCustomer() ? ONLY_TO_CUSTOMER : 0;
    if (scan.hasCommunity(CommunityNames.NO_EXPORT)) {
      flags |= NO_EXPORT;
    }
    if (scan.hasCommunity(CommunityNames.NO_EXPORT_SUBCONFED)) {
      flags |= NO_EXPORT_SUBCONFED;
    }
    if (scan.hasCommunity(CommunityNames.NO_ADVERTISE)) {
      flags |= NO_ADVERTISE;
    }
    if (scan.hasCommunity(CommunityNames.LLGR_STALE)) {
      flags |= LLGR_STALE;
    }
    if (scan.hasCommunity(CommunityNames.NO_LLGR)) {
      flags |= NO_LLGR;
    }
    rows.set(set, ADDRESS, address);
    rows.set(set, LENGTH, to - from | Math.min(0xffff, scan.asPathLength()) << 16);
    rows.set(set, SMALL, scan.clusterListLength() | scan.origin() << 16 | flags << 18);
    rows.set(set, REFERENCES, 1);
    rows.set(set, HASH, hash);
    rows.set(set, NEXT_HOP, nextHop);
    rows.set(set, LOCAL_PREF, scan.hasLocalPref() ? scan.localPref() : LOCAL_PREF_DEFAULT);
    rows.set(set, MED, scan.med());
    rows.set(set, NEIGHBOUR_AS, scan.neighbourAs());
    rows.set(set, ORIGINATOR, scan.originatorId());
    own(set, owner);
    index.insert(hash, set);
    size++;
    if (nextHop != 0) {
      nextHops.acquire(nextHop);
    }
    return set;
  }

  private boolean same(int set, byte[] section, int from, int to) {
    int length = length(set);
    if (length != to - from) {
      return false;
    }
    int at = from(set);
    return java.util.Arrays.equals(section(set), at, at + length, section, from, to);
  }

  /// What [#intern] looks for a set by.
  public int hash(byte[] section, int from, int to, int nextHop) {
    return HashIndex.mix(SectionHash.of(section, from, to, nextHop, key));
  }
}
