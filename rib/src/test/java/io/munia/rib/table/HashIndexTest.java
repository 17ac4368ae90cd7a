package io.munia.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashIndexTest {
  private final Map<Integer, Integer> hashes = new HashMap<>();
  private final HashIndex index = new HashIndex(row -> hashes.getOrDefault(row, 0));

  /// Few distinct hashes make clusters longer than the distance that a slot can note.
  @ParameterizedTest
  @CsvSource({"1, 1000000", "2, 300", "3, 20", "4, 3", "5, 1"})
  void what_was_put_in_is_found_and_nothing_else(long seed, int distinct) {
    Random random = new Random(seed);
    List<Integer> in = new ArrayList<>();
    int row = 0;
    for (int step = 0; step < 6000; step++) {
      if (in.isEmpty() || random.nextInt(5) < (step < 3000 ? 3 : 2)) {
        row++;
        int hash = random.nextInt(distinct) * 0x0100_0007;
        hashes.put(row, hash);
        index.insert(hash, row);
        in.add(row);
      } else {
        int gone = in.set(random.nextInt(in.size()), in.getLast());
        in.removeLast();
        index.remove(hash(gone), gone);
        assertThat(found(gone)).as("seed %d step %d", seed, step).isFalse();
        hashes.remove(gone);
      }
      if (step % 100 == 0) {
        index.trim();
        for (int each : in) {
          assertThat(found(each)).as("seed %d step %d row %d", seed, step, each).isTrue();
        }
      }
    }
  }

  private int hash(int row) {
    return hashes.getOrDefault(row, 0);
  }

  private boolean found(int row) {
    int[] slots = index.segment(hash(row));
    int at = hash(row) & slots.length - 1;
    for (int steps = 0; slots[at] != 0; steps++) {
      if (HashIndex.began(slots[at], steps) && HashIndex.row(slots[at]) == row) {
        return true;
      }
      at = at + 1 & slots.length - 1;
    }
    return false;
  }
}
