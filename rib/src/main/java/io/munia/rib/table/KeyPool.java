package io.munia.rib.table;

import io.munia.bgp.codec.SectionHash;
import java.util.Arrays;

/// The keys of a family whose destinations are no prefixes, each once, by number: what stands in a
/// [PrefixTable] in place of an address. Bytes lie in a [Slab], a row of ints beside them says
/// where; found through a [HashIndex] with a hash that neighbours cannot foresee. A number is given
/// to another key once its entry is gone. Owned by the RIB's loop.
public final class KeyPool {
  private static final int ADDRESS = 0;
  private static final int LENGTH = 1;
  private static final int HASH = 2;
  private static final int WIDTH = 3;

  /// What a key costs beside its bytes: its row and its place in the index.
  private static final int KEY_BYTES = 24;

  private final IntPages rows = new IntPages(WIDTH, PrefixTable.ENTRIES_MAX);
  private final HashIndex index = new HashIndex(key -> rows.get(key, HASH));
  private final long bytesMax;
  private Slab slab;
  private final long hashKey;
  private int size;

  /// @param bytesMax most bytes of keys that are kept
  KeyPool(long hashKey, long bytesMax) {
    this.hashKey = HashIndex.key(hashKey);
    this.bytesMax = bytesMax;
    this.slab = new Slab(bytesMax);
  }

  /// The number of a key, or 0 where it has none.
  public int find(byte[] key, int length) {
    return find(key, length, hash(key, length));
  }

  /// The number of a key, given to it where it had none; 0 where there is no room.
  public int intern(byte[] key, int length) {
    int hash = hash(key, length);
    int found = find(key, length, hash);
    if (found != 0) {
      return found;
    }
    int row = rows.allocate();
    if (row == 0) {
      return 0;
    }
    int address = slab.add(key, 0, length);
    if (address < 0) {
      rows.free(row);
      return 0;
    }
    rows.set(row, ADDRESS, address);
    rows.set(row, LENGTH, length);
    rows.set(row, HASH, hash);
    index.insert(hash, row);
    size++;
    return row;
  }

  /// Takes a key out; its number may be another's soon.
  public void remove(int key) {
    index.remove(rows.get(key, HASH), key);
    slab.remove(rows.get(key, ADDRESS), length(key));
    rows.set(key, LENGTH, 0);
    rows.free(key);
    size--;
  }

  /// The array that holds a key's bytes, from [#from] to [#to].
  public byte[] bytes(int key) {
    return slab.page(rows.get(key, ADDRESS));
  }

  public int from(int key) {
    return Slab.offset(rows.get(key, ADDRESS));
  }

  public int to(int key) {
    return from(key) + length(key);
  }

  /// What all keys cost, roughly.
  public long bytes() {
    return slab.used() + (long) KEY_BYTES * size;
  }

  /// What one key costs on average.
  public long bytesOfOne() {
    return size == 0 ? 0 : bytes() / size;
  }

  int size() {
    return size;
  }

  /// Gives back to the heap what is not used, and moves together what lies scattered in little used
  /// pages.
  void trim() {
    rows.trim();
    index.trim();
    if (slab.used() > slab.held() / 2) {
      return;
    }
    Slab tight = new Slab(bytesMax);
    for (int key = 1; key < rows.end(); key++) {
      if (length(key) > 0) {
        rows.set(key, ADDRESS, tight.add(bytes(key), from(key), to(key)));
      }
    }
    slab = tight;
  }

  private int length(int key) {
    return rows.get(key, LENGTH);
  }

  private int find(byte[] key, int length, int hash) {
    int[] slots = index.segment(hash);
    int mask = slots.length - 1;
    int i = hash & mask;
    for (int steps = 0; slots[i] != 0; steps++) {
      int row = HashIndex.row(slots[i]);
      if (HashIndex.began(slots[i], steps)
          && rows.get(row, HASH) == hash
          && length(row) == length
          && Arrays.equals(bytes(row), from(row), to(row), key, 0, length)) {
        return row;
      }
      i = i + 1 & mask;
    }
    return 0;
  }

  private int hash(byte[] key, int length) {
    return HashIndex.mix(SectionHash.of(key, 0, length, 0, hashKey));
  }
}
