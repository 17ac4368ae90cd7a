package io.munia.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class IntQueueTest {
  @RepeatedTest(8)
  void whatWentInFirstComesOutFirstHoweverItGrowsAndShrinks(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    IntQueue queue = new IntQueue();
    List<Integer> expected = new ArrayList<>();
    int gone = 0;
    for (int step = 0; step < 60; step++) {
      int added = random.nextInt(9000);
      for (int i = 0; i < added; i++) {
        int value = random.nextInt();
        queue.add(value);
        expected.add(value);
      }
      int removed = Math.min(queue.size(), random.nextInt(10_000));
      for (int i = 0; i < removed; i++) {
        assertThat(queue.get(0)).isEqualTo(expected.get(gone++));
        queue.removeFirst();
      }
      assertThat(queue.size()).isEqualTo(expected.size() - gone);
      for (int i = 0; i < Math.min(16, queue.size()); i++) {
        assertThat(queue.get(i)).isEqualTo(expected.get(gone + i));
      }
    }
  }
}
