package io.munia.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AttributePoolTest {
  private static final int OWNER = 1;
  private final Set<Integer> tracked = new HashSet<>();
  private final NextHopTable nextHops =
      new NextHopTable(
          new NextHopTable.Tracking() {
            @Override
            public void begin(NextHopTable.NextHop nextHop) {
              tracked.add(nextHop.number());
            }

            @Override
            public void end(NextHopTable.NextHop nextHop) {
              tracked.remove(nextHop.number());
            }
          });

  @Test
  void aSetThatNobodyUsesIsFoundAgainUntilItIsSweptOut() {
    AttributePool pool = new AttributePool(nextHops, 1 << 20, 1);
    int set = pool.intern(med(7), 0, med(7).length, 0, OWNER);
    pool.release(set);
    assertThat(pool.size()).isZero();
    assertThat(pool.bytes()).isZero();
    assertThat(pool.bytesOf(OWNER)).isZero();
    assertThat(pool.intern(med(7), 0, med(7).length, 0, 2)).isEqualTo(set);
    assertThat(pool.bytesOf(2)).isPositive();
    assertThat(pool.sweepUnused(10)).isFalse();
    assertThat(pool.med(set)).isEqualTo(7);
    pool.release(set);
    assertThat(pool.sweepUnused(10)).isFalse();
    assertThat(pool.intern(med(8), 0, med(8).length, 0, OWNER)).isEqualTo(set);
  }

  @Test
  void aNextHopIsLetGoWithTheLastSetThatHasIt() {
    AttributePool pool = new AttributePool(nextHops, 1 << 20, 1);
    int hop = nextHops.intern(false, 0x0a00_0001L << 32, 0);
    int set = pool.intern(med(7), 0, med(7).length, hop, OWNER);
    nextHops.release(hop);
    pool.release(set);
    pool.sweepUnused(1);
    assertThat(tracked).isEmpty();
  }

  @Test
  void whatNobodyUsesMakesRoomWhereThereIsNone() {
    AttributePool pool = new AttributePool(nextHops, 64, 1);
    List<Integer> sets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sets.add(pool.intern(med(i), 0, med(i).length, 0, OWNER));
    }
    assertThat(sets).doesNotContain(0);
    assertThat(pool.intern(med(99), 0, med(99).length, 0, OWNER)).isZero();
    sets.forEach(pool::release);
    assertThat(pool.intern(med(99), 0, med(99).length, 0, OWNER)).isNotZero();
  }

  @RepeatedTest(20)
  void setsAreTheSameAsLongAsSomebodyUsesThem(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    AttributePool pool = new AttributePool(nextHops, 1 << 20, 1);
    int[] references = new int[40];
    int[] number = new int[references.length];
    for (int step = 0; step < 5000; step++) {
      int which = random.nextInt(references.length);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int set = pool.intern(med(which), 0, med(which).length, 0, OWNER);
          if (references[which]++ > 0) {
            assertThat(set).isEqualTo(number[which]);
          }
          number[which] = set;
        }
        case 2, 3 -> {
          if (references[which] > 0) {
            references[which]--;
            pool.release(number[which]);
          }
        }
        default -> pool.sweepUnused(random.nextInt(8));
      }
      check(pool, references, number);
    }
  }

  private static void check(AttributePool pool, int[] references, int[] number) {
    int used = 0;
    for (int i = 0; i < references.length; i++) {
      if (references[i] > 0) {
        used++;
        assertThat(pool.med(number[i])).isEqualTo(i);
      }
    }
    assertThat(pool.size()).isEqualTo(used);
    assertThat(pool.bytes()).isEqualTo(8L * used);
    assertThat(pool.bytesOf(OWNER)).isEqualTo((AttributePool.SET_BYTES + 7L) * used);
  }

  /// A section with MED alone.
  private static byte[] med(int value) {
    return new byte[] {(byte) 0x80, 4, 4, 0, 0, 0, (byte) value};
  }
}
