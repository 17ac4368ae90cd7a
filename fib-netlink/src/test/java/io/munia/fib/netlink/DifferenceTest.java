package io.munia.fib.netlink;

import static io.munia.fib.netlink.HopSets.DISCARD;
import static io.munia.fib.netlink.HopSets.NONE;
import static io.munia.fib.netlink.HopSets.OTHER;
import static io.munia.fib.netlink.HopSets.UNASKED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DifferenceTest {
  private static final int A = 3;
  private static final int B = 4;

  @Test
  void what_is_there_as_asked_for_needs_nothing_even_beside_a_twin() {
    assertThat(Difference.between(A, A, false)).isEqualTo(Difference.NOTHING);
    assertThat(Difference.between(A, A, true)).isEqualTo(Difference.NOTHING);
    assertThat(Difference.between(NONE, NONE, false)).isEqualTo(Difference.NOTHING);
  }

  @Test
  void what_nobody_has_asked_about_stays() {
    assertThat(Difference.between(UNASKED, A, false)).isEqualTo(Difference.NOTHING);
    assertThat(Difference.between(UNASKED, OTHER, true)).isEqualTo(Difference.NOTHING);
  }

  @Test
  void what_is_missing_is_added_and_what_differs_is_replaced_in_place() {
    assertThat(Difference.between(A, NONE, false)).isEqualTo(Difference.ADD);
    assertThat(Difference.between(A, B, false)).isEqualTo(Difference.REPLACE);
    assertThat(Difference.between(DISCARD, OTHER, false)).isEqualTo(Difference.REPLACE);
  }

  @Test
  void what_is_not_wanted_is_deleted_beside_a_twin_too() {
    assertThat(Difference.between(NONE, A, false)).isEqualTo(Difference.DELETE);
    assertThat(Difference.between(NONE, OTHER, true)).isEqualTo(Difference.DELETE);
  }

  @Test
  void beside_another_programs_twin_nothing_is_added_or_replaced() {
    assertThat(Difference.between(A, NONE, true)).isEqualTo(Difference.BLOCKED);
    assertThat(Difference.between(A, B, true)).isEqualTo(Difference.BLOCKED);
  }
}
