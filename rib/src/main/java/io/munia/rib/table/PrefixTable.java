package io.munia.rib.table;

import io.munia.bgp.codec.UpdateWriter;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import org.jspecify.annotations.Nullable;

/// The destinations of one address family, one row of ints each ([IntPages]), found through one
/// [HashIndex]:
///
/// ```
/// meta      length (8 bits), flags, in-use bit
/// first     first path in PathStore; where something is selected, the selected one
/// next prev neighbours in the ChangeList
/// version   when what is selected changed last (low 32 bits)
/// address   1 int in IPv4, 4 in IPv6; in families without prefixes the number of a key
/// ```
///
/// 24 bytes an entry in IPv4 and 36 in IPv6, plus 4 to 11 in the index. A longest match asks once
/// for each length: a reader of single prefixes can wait for 33 look-ups, and the hot path, which
/// never asks, need not pay for a tree. Owned by the RIB's loop.
public final class PrefixTable {
  /// Most entries of one family.
  public static final int ENTRIES_MAX = HashIndex.ROWS_MAX;

  /// The first path is the selected one.
  public static final int SELECTED = 1 << 8;

  /// No path is left; kept until every reader has seen that.
  public static final int TOMBSTONE = 1 << 9;

  /// Is in the change list's queue of tombstones.
  public static final int QUEUED = 1 << 10;

  /// Some path of this entry had a MED other than 0 since it was empty last: the cheap comparison
  /// does not do.
  public static final int MED_SEEN = 1 << 11;

  /// The forwarding table was given a target for this destination.
  public static final int FIB_TOLD = 1 << 12;

  /// The forwarding table has acknowledged what is selected now.
  public static final int FIB_INSTALLED = 1 << 13;

  /// The forwarding table has refused what is selected now.
  public static final int FIB_FAILED = 1 << 14;

  /// Was buried again since it was put into the queue of tombstones: it stands too far in front.
  public static final int BURIED_AGAIN = 1 << 15;

  /// What holds of an entry's paths.
  private static final int OF_PATHS = SELECTED | MED_SEEN | FIB_INSTALLED | FIB_FAILED;

  private static final int META = 0;
  private static final int FIRST = 1;
  static final int NEXT = 2;
  static final int PREVIOUS = 3;
  static final int VERSION = 4;
  private static final int ADDRESS = 5;
  private static final int IN_USE = 1 << 31;

  private final AddressFamily family;
  private final boolean wide;

  /// In place of addresses, where destinations are no prefixes.
  private final @Nullable KeyPool keys;

  /// Odd.
  private final long key;

  private final IntPages rows;
  private final HashIndex index = new HashIndex(this::hashOf);
  private int size;

  /// With a key that everybody knows.
  public PrefixTable(AddressFamily family) {
    this(family, 0, Long.MAX_VALUE);
  }

  /// @param hashKey not known to neighbours, who choose the prefixes
  /// @param keyBytesMax most bytes of keys, where destinations are no prefixes
  public PrefixTable(AddressFamily family, long hashKey, long keyBytesMax) {
    this.family = family;
    this.key = HashIndex.key(hashKey);
    this.wide = family == AddressFamily.IPV6_UNICAST;
    this.keys = family.isUnicast() ? null : new KeyPool(hashKey, keyBytesMax);
    this.rows = new IntPages(wide ? ADDRESS + 4 : ADDRESS + 1, ENTRIES_MAX);
  }

  public AddressFamily family() {
    return family;
  }

  IntPages rows() {
    return rows;
  }

  /// Entries, tombstones included.
  public int size() {
    return size;
  }

  /// One more than the highest entry number there ever was.
  public int end() {
    return rows.end();
  }

  /// Whether this number is an entry now.
  public boolean inUse(int entry) {
    return rows.get(entry, META) < 0;
  }

  /// The entry of exactly this prefix, host bits being 0, or 0.
  public int find(long high, long low, int length) {
    return find(hash(high, low, length), high, low, length);
  }

  /// Brings what [#find] of this prefix will look at into the processor's caches: asked for several
  /// prefixes before the first is looked for, their misses overlap. The result means nothing.
  public int fetch(long high, long low, int length) {
    int hash = hash(high, low, length);
    int[] slots = index.segment(hash);
    int slot = slots[hash & slots.length - 1];
    return HashIndex.began(slot, 0) ? rows.get(HashIndex.row(slot), META) : 0;
  }

  /// The same before [#remove].
  int fetch(int entry) {
    int hash = hashOf(entry);
    int[] slots = index.segment(hash);
    return slots[hash & slots.length - 1];
  }

  private int find(int hash, long high, long low, int length) {
    int[] slots = index.segment(hash);
    int mask = slots.length - 1;
    int i = hash & mask;
    for (int steps = 0; slots[i] != 0; steps++) {
      int entry = HashIndex.row(slots[i]);
      if (HashIndex.began(slots[i], steps) && is(entry, high, low, length)) {
        return entry;
      }
      i = i + 1 & mask;
    }
    return 0;
  }

  /// The entry of this prefix, made where there is none; 0 when the table is full.
  public int add(long high, long low, int length) {
    int hash = hash(high, low, length);
    int found = find(hash, high, low, length);
    if (found != 0) {
      return found;
    }
    int entry = rows.allocate();
    if (entry == 0) {
      return 0;
    }
    int[] page = rows.page(entry);
    int at = rows.at(entry);
    page[at + META] = IN_USE | length;
    page[at + ADDRESS] = (int) (high >>> 32);
    if (wide) {
      page[at + ADDRESS + 1] = (int) high;
      page[at + ADDRESS + 2] = (int) (low >>> 32);
      page[at + ADDRESS + 3] = (int) low;
    }
    index.insert(hash, entry);
    size++;
    return entry;
  }

  /// The keys that stand for destinations of this family, which has no prefixes.
  public KeyPool keys() {
    if (keys == null) {
      throw new IllegalStateException("the destinations of " + family + " are prefixes");
    }
    return keys;
  }

  /// What stands for a key in place of an address, with a length of 0: its number, which is never 0
  /// itself.
  public long address(int key) {
    return (long) key << 32;
  }

  /// The key of an entry, see [#keys].
  public int key(int entry) {
    return rows.get(entry, ADDRESS);
  }

  /// What the keys of this family cost, roughly.
  public long keyBytes() {
    return keys == null ? 0 : keys.bytes();
  }

  /// What the key of one entry costs on average.
  public long keyBytesOfOne() {
    return keys == null ? 0 : keys.bytesOfOne();
  }

  /// Frees an entry that is in no list any longer.
  public void remove(int entry) {
    index.remove(hashOf(entry), entry);
    if (keys != null) {
      keys.remove(key(entry));
    }
    rows.set(entry, META, 0);
    rows.free(entry);
    size--;
  }

  /// Gives memory that is not used any longer back to the heap.
  public void trim() {
    rows.trim();
    index.trim();
    if (keys != null) {
      keys.trim();
    }
  }

  public long high(int entry) {
    long upper = (long) rows.get(entry, ADDRESS) << 32;
    return wide ? upper | rows.get(entry, ADDRESS + 1) & 0xffff_ffffL : upper;
  }

  public long low(int entry) {
    return wide
        ? (long) rows.get(entry, ADDRESS + 2) << 32 | rows.get(entry, ADDRESS + 3) & 0xffff_ffffL
        : 0;
  }

  public int length(int entry) {
    return rows.get(entry, META) & 0xff;
  }

  /// As a value, for people.
  public Prefix prefix(int entry) {
    if (keys != null) {
      throw new IllegalStateException("the destinations of " + family + " are no prefixes");
    }
    return new Prefix(new IpAddress(family.version(), high(entry), low(entry)), length(entry));
  }

  public boolean has(int entry, int flag) {
    return (rows.get(entry, META) & flag) != 0;
  }

  public void mark(int entry, int flags) {
    rows.set(entry, META, rows.get(entry, META) | flags);
  }

  public void clear(int entry, int flags) {
    rows.set(entry, META, rows.get(entry, META) & ~flags);
  }

  /// Marks an entry as a tombstone that is in the queue, or again if it was in it.
  ///
  /// @return its flags as they were
  int markBuried(int entry) {
    int before = rows.get(entry, META);
    int queued = (before & QUEUED) == 0 ? QUEUED : BURIED_AGAIN;
    rows.set(entry, META, before | TOMBSTONE | queued);
    return before;
  }

  /// Gives an entry without paths its first.
  ///
  /// @param marks what holds of it
  public void fill(int entry, int path, int marks) {
    int[] page = rows.page(entry);
    int at = rows.at(entry);
    page[at + FIRST] = path;
    page[at + META] = page[at + META] & ~OF_PATHS | marks;
  }

  /// Its last path is gone.
  public void empty(int entry) {
    rows.set(entry, META, rows.get(entry, META) & ~OF_PATHS);
    rows.set(entry, FIRST, 0);
  }

  public int firstPath(int entry) {
    return rows.get(entry, FIRST);
  }

  public void setFirstPath(int entry, int path) {
    rows.set(entry, FIRST, path);
  }

  /// The selected path, or 0.
  public int selected(int entry) {
    int[] page = rows.page(entry);
    int at = rows.at(entry);
    return (page[at + META] & SELECTED) == 0 ? 0 : page[at + FIRST];
  }

  /// Adds the prefix of an entry to a message.
  public void write(int entry, int pathId, UpdateWriter message) {
    int[] page = rows.page(entry);
    int at = rows.at(entry);
    long high = (long) page[at + ADDRESS] << 32;
    long low = 0;
    if (wide) {
      high |= page[at + ADDRESS + 1] & 0xffff_ffffL;
      low = (long) page[at + ADDRESS + 2] << 32 | page[at + ADDRESS + 3] & 0xffff_ffffL;
    }
    message.prefix(high, low, page[at + META] & 0xff, pathId);
  }

  /// Adds the key of an entry to a message; returns whether it fits one.
  public boolean writeKey(int entry, int pathId, UpdateWriter message) {
    int number = key(entry);
    KeyPool pool = keys();
    return message.opaque(pool.bytes(number), pool.from(number), pool.to(number), pathId);
  }

  /// Changes with every change of what is selected; to be compared for equality alone.
  public int version(int entry) {
    return rows.get(entry, VERSION);
  }

  private boolean is(int entry, long high, long low, int length) {
    int[] page = rows.page(entry);
    int at = rows.at(entry);
    return page[at + ADDRESS] == (int) (high >>> 32)
        && (page[at + META] & 0xff) == length
        && (!wide || high(entry) == high && low(entry) == low);
  }

  private int hashOf(int entry) {
    return hash(high(entry), low(entry), length(entry));
  }

  private int hash(long high, long low, int length) {
    return HashIndex.mix(high + Long.rotateLeft(low, 21) * key + length ^ key);
  }
}
