package io.munia.rib.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every order of the few things that can happen to two destinations and two readers, one by one:
/// nobody misses anything, and nothing is freed before everybody has seen it go.
class ChangeListTest {
  private static final int DEPTH = 5;

  private enum Happening {
    CHANGE_A,
    CHANGE_B,
    REMOVE_A,
    REMOVE_B,
    READ_1,
    READ_2,
    LEAVE_OR_JOIN
  }

  private final PrefixTable table = new PrefixTable(AddressFamily.IPV4_UNICAST);
  private final ChangeList changes = new ChangeList(table);
  private final Map<Long, Integer> truth = new HashMap<>();
  private final List<Reader> readers = new ArrayList<>(List.of(new Reader(), new Reader()));
  private int clock;

  private final class Reader {
    private final Map<Long, Integer> seen = new HashMap<>();
    private final int marker = changes.openAtHead();
    private final int[] into = new int[4];

    void read(int max) {
      int count = changes.read(marker, 0, into, max);
      for (int i = 0; i < count; i++) {
        if (!table.inUse(into[i])) {
          throw new AssertionError("freed too early: " + into[i]);
        }
        long prefix = table.high(into[i]);
        seen.remove(prefix);
        if (truth.containsKey(prefix)) {
          seen.put(prefix, truth.get(prefix));
        }
      }
    }
  }

  private void happen(Happening what) {
    switch (what) {
      case CHANGE_A -> change(1L << 32);
      case CHANGE_B -> change(2L << 32);
      case REMOVE_A -> remove(1L << 32);
      case REMOVE_B -> remove(2L << 32);
      case READ_1 -> readers.getFirst().read(1);
      case READ_2 -> readers.getLast().read(1);
      case LEAVE_OR_JOIN -> {
        if (readers.size() > 1) {
          changes.close(readers.removeLast().marker);
        } else {
          readers.add(new Reader());
        }
      }
    }
    changes.sweepTombstones(Integer.MAX_VALUE);
  }

  private void change(long prefix) {
    int entry = table.add(prefix, 0, 32);
    truth.put(prefix, ++clock);
    changes.revive(entry);
    changes.changed(entry);
  }

  private void remove(long prefix) {
    if (truth.remove(prefix) != null) {
      int entry = table.find(prefix, 0, 32);
      changes.changed(entry);
      changes.bury(entry);
    }
  }

  private void check(List<Happening> story) {
    for (Reader reader : readers) {
      reader.read(4);
      if (!reader.seen.equals(truth) || !changes.atTail(reader.marker)) {
        throw new AssertionError(story + ": " + reader.seen + " and not " + truth);
      }
    }
    changes.sweepTombstones(Integer.MAX_VALUE);
    if (table.size() != truth.size() || changes.tombstones() != 0) {
      throw new AssertionError(story + ": " + changes.tombstones() + " tombstones left");
    }
  }

  @Test
  void nobody_misses_anything_and_nothing_is_freed_too_early() {
    Happening[] all = Happening.values();
    int stories = (int) Math.pow(all.length, DEPTH);
    for (int number = 0; number < stories; number++) {
      ChangeListTest world = new ChangeListTest();
      List<Happening> story = new ArrayList<>();
      int rest = number;
      for (int i = 0; i < DEPTH; i++) {
        story.add(all[rest % all.length]);
        rest /= all.length;
        world.happen(story.getLast());
      }
      world.check(story);
    }
  }

  @Test
  void a_reader_stops_in_front_of_its_goal_and_finds_later_changes_behind_it() {
    int first = table.add(1L << 32, 0, 32);
    int second = table.add(2L << 32, 0, 32);
    changes.changed(first);
    changes.changed(second);
    int reader = changes.openAtHead();
    int goal = changes.openAtTail();
    changes.changed(first);
    int[] into = new int[8];
    assertThat(changes.read(reader, goal, into, 8)).isEqualTo(1);
    assertThat(into[0]).isEqualTo(second);
    assertThat(changes.meets(reader, goal)).isTrue();
    changes.close(goal);
    assertThat(changes.read(reader, 0, into, 8)).isEqualTo(1);
    assertThat(into[0]).isEqualTo(first);
  }

  @Test
  void a_destination_that_comes_and_goes_keeps_no_other_tombstone_waiting() {
    change(1L << 32);
    change(2L << 32);
    remove(1L << 32);
    remove(2L << 32);
    readers.forEach(reader -> reader.read(4));
    change(1L << 32);
    remove(1L << 32);
    changes.sweepTombstones(Integer.MAX_VALUE);
    assertThat(changes.tombstones()).isEqualTo(1);
    assertThat(table.find(2L << 32, 0, 32)).isZero();
    readers.forEach(reader -> reader.read(4));
    changes.sweepTombstones(Integer.MAX_VALUE);
    assertThat(table.size()).isZero();
  }
}
