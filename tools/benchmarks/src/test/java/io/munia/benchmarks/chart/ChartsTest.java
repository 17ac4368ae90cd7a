package io.munia.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Case;
import io.munia.benchmarks.report.Figure;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import io.munia.benchmarks.report.Point;
import io.munia.benchmarks.report.Scenario;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ChartsTest {
  private static Case fanOut(int receivers) {
    return new Case(Scenario.FAN_OUT, "ipv4", 100_000, 1, receivers, 0);
  }

  private static Point measured(String speaker, int receivers, int run, double wall) {
    return new Point(
        Axis.CLIENTS,
        new Measured(
            fanOut(receivers), speaker, run, Map.of(Figure.WALL, wall, Figure.CPU, wall / 2)));
  }

  private static List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int receivers : new int[] {1, 10, 100}) {
      for (int run = 1; run <= 3; run++) {
        points.add(measured("Munia", receivers, run, 0.1 * run));
        points.add(measured("BIRD 2", receivers, run, 0.1 * receivers * run));
      }
    }
    points.add(measured("GoBGP", 1, 1, 9));
    points.add(new Point(Axis.CLIENTS, new Late(fanOut(10), "GoBGP", 1, 60, "<5 & 9>")));
    points.add(new Point(Axis.CLIENTS, new Skipped(fanOut(100), "GoBGP", 1, "it takes too long")));
    return points;
  }

  private static String svg() {
    return Charts.of(points()).getOrDefault("fan-out.svg", "");
  }

  @Test
  void a_chart_is_well_formed_and_has_title_legend_axes_and_units() {
    assertThatCode(() ->
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg()))))
        .doesNotThrowAnyException();
    assertThat(svg())
        .contains(">fan-out, IPv4<", ">Munia<", ">BIRD 2<", ">GoBGP<", ">clients<")
        .contains(">wall time, s<", ">CPU time of the speaker, s<")
        .contains(">100,000 routes, 1 → n clients<", ">not measured<");
  }

  @Test
  void who_is_cut_off_is_named_with_the_size_and_the_reason() {
    assertThat(svg())
        .contains("GoBGP takes over 60 s at 10 clients (open mark)")
        .contains("GoBGP is missing at 100 clients: it takes too long.");
  }

  @Test
  void all_to_whom_the_same_happened_share_a_sentence() {
    List<Point> points = points();
    for (String speaker : List.of("Munia", "BIRD 2")) {
      for (int receivers : new int[] {250, 500}) {
        points.add(
            new Point(Axis.CLIENTS, new Skipped(fanOut(receivers), speaker, 1, "time was over")));
      }
    }
    points.add(new Point(Axis.CLIENTS, new Late(fanOut(1), "OpenBGPD", 1, 60, "")));
    assertThat(Charts.of(points).getOrDefault("fan-out.svg", ""))
        .contains(">Munia, BIRD 2 are missing at 250 and 500 clients: time was over.<")
        .contains("OpenBGPD takes over 60 s at 1 client (open mark)");
  }

  @Test
  void no_two_speakers_look_the_same_without_colours() {
    Set<String> looks = new HashSet<>();
    for (String name :
        List.of("Munia", "BIRD 2", "FRR bgpd", "GoBGP", "OpenBGPD", "floor", "another")) {
      looks.add(Look.of(name).dashes() + Look.of(name).mark());
    }
    assertThat(looks).hasSize(7);
  }

  @Test
  void a_full_table_to_many_clients_is_the_fan_out() {
    List<Point> points = points();
    points.add(
        new Point(
            Axis.ROUTES,
            new Measured(
                new Case(Scenario.FULL_TABLE, "ipv4", 10_000, 1, 1, 0),
                "Munia",
                1,
                Map.of(Figure.WALL, 0.1, Figure.CPU, 0.0, Figure.RESIDENT, 70.0))));
    String svg = Charts.of(points).getOrDefault("full-table.svg", "");
    assertThat(svg)
        .contains(">resident memory, MB<", ">BIRD 2<", ">100,000 routes, 1 → n clients<");
  }

  @Test
  void tables_of_other_families_have_files_of_their_own() {
    assertThat(Charts.fileName(Scenario.LATE_JOIN, "ipv4")).isEqualTo("late-join.svg");
    assertThat(Charts.fileName(Scenario.LATE_JOIN, "ipv6")).isEqualTo("late-join-ipv6.svg");
    assertThat(Charts.fileName(Scenario.LATE_JOIN, "rib 1.mrt.gz ipv4"))
        .isEqualTo("late-join-rib-1.mrt.gz-ipv4.svg");
  }

  @Test
  void notes_are_folded_into_lines_that_fit() {
    assertThat(Chart.folded("word ".repeat(60).strip()))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.length() <= 140);
  }
}
