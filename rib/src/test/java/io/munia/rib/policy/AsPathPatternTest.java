package io.munia.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsPathPatternTest {
  private static final int SEEDS = Integer.getInteger("munia.seeds", 24);
  private static final int FIRST_SEED = Integer.getInteger("munia.seed", 1);
  private static final int PATH_MAX = 16_000;

  @ParameterizedTest
  @CsvSource({
    "64500, 1 64500 2, true",
    "64500, 645001, false",
    "^64500, 64500 1, true",
    "^64500, 1 64500, false",
    "64500$, 1 64500, true",
    "^$, '', true",
    "^$, 1, false",
    "^64500 . 2$, 64500 9 2, true",
    "^64500 . 2$, 64500 2, false",
    "_64500_, 1 64500 2, true",
    "^64500_[1-9 64512-65534]+$, 64500 3 65000, true",
    "^64500_[1-9 64512-65534]+$, 64500 3 66000, false",
    "^[^64500 64501]$, 64500, false",
    "^[^64500 64501]$, 4294967295, true",
    "^(1|2 3)* 9?$, 1 2 3 1 9, true",
    "^(1|2 3)* 9?$, 1 2 1, false",
    "^(1|2 3)* 9?$, '', true",
    "2 (3 4)+, 1 2 3 4 5, true",
    "'', '', true",
    "'', 1 2, true",
    "^.*$, 1 2 3, true",
    "1$|^2, 2 5, true"
  })
  void an_expression_is_about_whole_numbers(String text, String path, boolean matches) {
    assertThat(matches(text, numbers(path))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '"',
      value = {
        "650[12]@found '[' that touches a number at character 4; a space between them would do",
        "64500.@found '.' that touches a number at character 6; a space between them would do",
        ".64500@found a number that touches '.' at character 2; a space between them would do",
        "1 [0-9]+@found [0-9], which would be the ASes 0 to 9 at character 4; '.' for any AS would"
            + " do",
        "(1 2@found '(' without ')' at character 1; closing it would do",
        "1)@found ')' without '(' at character 2; taking it out would do",
        "[1 2@found '[' without ']' at character 1; closing it would do",
        "*@found '*' with nothing before it at character 1; '.' before it would do",
        "^*@found '*' behind an anchor at character 2; an AS before it would do",
        "1**@found '*' behind another at character 3; one of them would do",
        "4294967296@found a number that is no AS at character 1; 1 to 4294967295 would do",
        "[9-1]@found a range that ends before it begins at character 2; 1-9 would do",
        "1{2}@found '{' that touches a number at character 2; a space between them would do",
        "\\d@found '\\' at character 1; leaving it out would do"
      })
  void what_is_not_understood_is_refused_with_its_place(String text, String sentence) {
    assertThatThrownBy(() -> AsPathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 400})
  void groups_in_groups_have_a_bound(int depth) {
    assertThatThrownBy(() -> AsPathPattern.parse("(".repeat(depth) + "1" + ")".repeat(depth)))
        .hasMessageContaining("found more than 50 groups in each other at character");
  }

  @Test
  void the_longest_path_of_the_worst_expression_is_read_in_one_pass() {
    // Over text each of these takes a backtracking matcher longer than anybody waits.
    int[] path = new int[PATH_MAX];
    Arrays.fill(path, 1);
    path[PATH_MAX - 1] = 2;
    assertThat(matches("^(1|1 1)* 3$", path)).isFalse();
    assertThat(matches("^(. ?)* 1* 1* 1* 1* 1* 1* 3$".replace(". ?", ".?"), path)).isFalse();
    assertThat(matches("(1* 1*)* 2$", path)).isTrue();
  }

  @Test
  void as_many_states_are_kept_as_there_may_be() {
    // It has to remember which of the last twelve numbers were 1.
    AsPathMatcher matcher = new AsPathMatcher(AsPathPattern.parse("1" + " .".repeat(12) + " 9$"));
    Random random = new Random(1);
    int[] path = random.ints(PATH_MAX, 1, 3).toArray();
    assertThat(matcher.matches(path, path.length)).isFalse();
    assertThat(matcher.kept()).isLessThanOrEqualTo(AsPathMatcher.KEPT_MAX);
    path[PATH_MAX - 14] = 1;
    path[PATH_MAX - 1] = 9;
    assertThat(matcher.matches(path, path.length)).isTrue();
  }

  @Test
  void any_expression_says_what_the_same_one_over_letters_says() {
    for (int seed = FIRST_SEED; seed < FIRST_SEED + 40 * SEEDS; seed++) {
      Random random = new Random(seed);
      StringBuilder ours = new StringBuilder();
      StringBuilder theirs = new StringBuilder();
      expression(random, 3, ours, theirs);
      AsPathMatcher matcher = new AsPathMatcher(AsPathPattern.parse(ours.toString()));
      Pattern pattern = Pattern.compile(theirs.toString());
      for (int i = 0; i < 20; i++) {
        int[] path = random.ints(random.nextInt(7), 1, 5).toArray();
        StringBuilder letters = new StringBuilder();
        Arrays.stream(path).forEach(as -> letters.append((char) ('a' + as)));
        assertThat(matcher.matches(path, path.length))
            .as("seed %d: %s on %s", seed, ours, Arrays.toString(path))
            .isEqualTo(pattern.matcher(letters).find());
      }
    }
  }

  /// The same in numbers and in letters.
  private static void expression(Random random, int depth, StringBuilder a, StringBuilder b) {
    int items = random.nextInt(4);
    for (int i = 0; i < items; i++) {
      a.append(random.nextBoolean() ? " " : "_");
      switch (random.nextInt(depth > 0 ? 8 : 6)) {
        case 0 -> {
          a.append('.');
          b.append('.');
          repeat(random, a, b);
        }
        case 1 -> {
          a.append("[1-2 4]");
          b.append("[bce]");
          repeat(random, a, b);
        }
        case 2 -> {
          a.append("[^2,3]");
          b.append("[^cd]");
          repeat(random, a, b);
        }
        case 3, 4 -> {
          int as = 1 + random.nextInt(4);
          a.append(as);
          b.append((char) ('a' + as));
          repeat(random, a, b);
        }
        case 5 -> {
          boolean begin = random.nextBoolean();
          a.append(begin ? '^' : '$');
          b.append(begin ? "^" : "\\z");
        }
        default -> {
          a.append('(');
          b.append("(?:");
          expression(random, depth - 1, a, b);
          if (random.nextBoolean()) {
            a.append('|');
            b.append('|');
            expression(random, depth - 1, a, b);
          }
          a.append(')');
          b.append(')');
          repeat(random, a, b);
        }
      }
    }
  }

  private static void repeat(Random random, StringBuilder a, StringBuilder b) {
    String repeat = new String[] {"", "", "*", "+", "?"}[random.nextInt(5)];
    a.append(repeat);
    b.append(repeat);
  }

  private static boolean matches(String text, int... path) {
    return new AsPathMatcher(AsPathPattern.parse(text)).matches(path, path.length);
  }

  private static int[] numbers(String path) {
    return path.isEmpty()
        ? new int[0]
        : Arrays.stream(path.split(" ", -1)).mapToInt(Integer::parseUnsignedInt).toArray();
  }
}
