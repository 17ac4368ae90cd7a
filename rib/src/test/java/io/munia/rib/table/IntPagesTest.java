package io.munia.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntPagesTest {
  private static final int WIDTH = 3;
  private static final int PAGE_ROWS = 1 << IntPages.PAGE_BITS;

  private final IntPages rows = new IntPages(WIDTH, 1 << 20);
  private final List<Integer> in = new ArrayList<>();
  private final Map<Integer, Integer> written = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_row_in_use_is_given_to_nobody_else_and_keeps_what_was_written(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int count = random.nextInt(3 * PAGE_ROWS);
      if (random.nextBoolean()) {
        for (int i = 0; i < count; i++) {
          allocate(random);
        }
      } else if (random.nextBoolean()) {
        // Whole pages, as where a session is lost.
        in.sort(null);
        for (int i = 0; i < count && !in.isEmpty(); i++) {
          free(in.size() - 1);
        }
      } else {
        for (int i = 0; i < count && !in.isEmpty(); i++) {
          free(random.nextInt(in.size()));
        }
      }
      if (random.nextInt(3) == 0) {
        rows.trim();
      }
      for (int row : in) {
        assertThat(rows.get(row, 1)).as("seed %d round %d", seed, round).isEqualTo(value(row));
        assertThat(row).isLessThan(rows.end());
      }
    }
  }

  @Test
  void rows_end_where_they_are_said_to_end() {
    IntPages few = new IntPages(1, 5);
    for (int row = 1; row <= 5; row++) {
      assertThat(few.allocate()).isEqualTo(row);
    }
    assertThat(few.allocate()).isZero();
    few.free(3);
    assertThat(few.allocate()).isEqualTo(3);
    assertThat(few.allocate()).isZero();
  }

  @Test
  void pages_that_were_given_back_read_as_zeros_and_are_filled_again() {
    for (int i = 0; i < 3 * PAGE_ROWS; i++) {
      allocate(new Random(i));
    }
    while (!in.isEmpty()) {
      free(in.size() - 1);
    }
    int end = rows.end();
    rows.trim();
    for (int row = PAGE_ROWS; row < 2 * PAGE_ROWS; row++) {
      assertThat(rows.get(row, 1)).isZero();
    }
    for (int i = 0; i < 3 * PAGE_ROWS; i++) {
      allocate(new Random(i));
    }
    assertThat(rows.end())
        .as("no page is made while one is free")
        .isLessThanOrEqualTo(end + PAGE_ROWS);
  }

  private void allocate(Random random) {
    int row = rows.allocate();
    assertThat(written).as("row %d is in use", row).doesNotContainKey(row);
    for (int column = 0; column < WIDTH; column++) {
      assertThat(rows.get(row, column)).as("column %d of row %d", column, row).isZero();
    }
    int value = random.nextInt();
    rows.set(row, 0, ~value);
    rows.set(row, 1, value);
    in.add(row);
    written.put(row, value);
  }

  private void free(int at) {
    int row = in.set(at, in.getLast());
    in.removeLast();
    written.remove(row);
    rows.free(row);
  }

  private int value(int row) {
    return written.getOrDefault(row, 0);
  }
}
