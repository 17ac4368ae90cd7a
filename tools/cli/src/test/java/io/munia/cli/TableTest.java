package io.munia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.cli.Table.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  private final StringWriter out = new StringWriter();

  @Test
  void numbers_stand_right_and_text_left() {
    Table table = new Table(Column.left("NAME"), Column.right("N"));
    table.row("a", "1");
    table.row("long", "1,000");
    table.print(terminal(80));
    assertThat(out.toString())
        .isEqualTo(
            """
            NAME      N
            a         1
            long  1,000
            """);
  }

  @Test
  void the_widest_column_that_may_shrink_gives_way() {
    Table table = new Table(Column.left("PREFIX"), Column.shrinking("AS PATH"));
    table.row("2001:db8:1111:2222::/64", "64512 ".repeat(20).strip());
    table.print(terminal(40));
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 40);
    assertThat(out.toString()).contains("2001:db8:1111:2222::/64").contains("…");
  }

  @Test
  void a_row_goes_on_in_the_next_line_behind_an_address_that_is_too_long() {
    Table table = new Table(Column.breaking("ADDRESS"), Column.right("IN"));
    table.row("10.0.0.1", "1");
    table.row("2001:db8:1111:2222:3333:4444:5555:6666", "2");
    table.print(terminal(40));
    assertThat(out.toString())
        .isEqualTo(
            """
            ADDRESS          IN
            10.0.0.1          1
            2001:db8:1111:2222:3333:4444:5555:6666
                              2
            """);
  }

  @Test
  void prose_goes_on_below_itself() {
    Table table = new Table(Column.left("PEER"), Column.wrapping("WHY"));
    table.row("tor", "sent NOTIFICATION 2/2: the neighbour is of AS 64901");
    table.print(terminal(40));
    assertThat(out.toString())
        .isEqualTo(
            """
            PEER  WHY
            tor   sent NOTIFICATION 2/2: the
                  neighbour is of AS 64901
            """);
  }

  @Test
  void control_characters_do_not_reach_the_terminal() {
    Table table = new Table(Column.left("WHY"));
    table.row("bad\u001b[2Jtext");
    table.print(terminal(80));
    assertThat(out.toString()).contains("bad?[2Jtext");
  }

  @Test
  void durations_show_their_two_largest_units() {
    assertThat(Human.duration(42)).isEqualTo("42s");
    assertThat(Human.duration(187)).isEqualTo("3m7s");
    assertThat(Human.duration(3600)).isEqualTo("1h");
    assertThat(Human.duration(93_600)).isEqualTo("1d2h");
  }

  @Test
  void numbers_are_grouped() {
    assertThat(Human.number(0)).isEqualTo("0");
    assertThat(Human.number(999)).isEqualTo("999");
    assertThat(Human.number(1_234_567)).isEqualTo("1,234,567");
  }

  private Terminal terminal(int columns) {
    return new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), columns, false);
  }
}
