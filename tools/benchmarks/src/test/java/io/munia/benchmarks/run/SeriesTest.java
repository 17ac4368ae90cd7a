package io.munia.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.benchmarks.report.Axis;
import io.munia.benchmarks.report.Scenario;
import io.munia.net.AddressFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static List<Series> all(Set<Scenario> scenarios) {
    return Series.all(
        scenarios, AddressFamily.IPV6_UNICAST, RunOptions.SERIES_CLIENTS, RunOptions.SERIES_ROUTES);
  }

  @Test
  void every_scenario_but_one_is_measured_against_clients_and_against_routes() {
    List<Series> all = all(EnumSet.allOf(Scenario.class));
    for (Axis axis : Axis.values()) {
      Set<Scenario> measured = EnumSet.noneOf(Scenario.class);
      all.stream()
          .filter(series -> series.axis() == axis)
          .forEach(series -> measured.addAll(series.loads().getFirst().scenarios()));
      Set<Scenario> missing = EnumSet.complementOf(EnumSet.copyOf(measured));
      // A full table to many clients is the fan-out.
      assertThat(missing)
          .isEqualTo(
              axis == Axis.CLIENTS
                  ? EnumSet.of(Scenario.FULL_TABLE, Scenario.COME_AND_GO)
                  : EnumSet.of(Scenario.COME_AND_GO));
    }
  }

  @Test
  void sizes_ascend_and_are_those_that_the_axis_counts() {
    for (Series series : all(EnumSet.allOf(Scenario.class))) {
      List<Integer> sizes =
          series.loads().stream()
              .map(load -> series.axis().at(load.of(load.inOrder().getFirst(), "ipv6")))
              .toList();
      assertThat(sizes)
          .isEqualTo(
              series.axis() == Axis.CLIENTS ? RunOptions.SERIES_CLIENTS : RunOptions.SERIES_ROUTES);
      assertThat(series.loads()).allMatch(load -> load.family() == AddressFamily.IPV6_UNICAST);
    }
  }

  @Test
  void only_what_is_asked_for_is_measured() {
    assertThat(all(EnumSet.of(Scenario.ONE_UPDATE))).hasSize(2);
    assertThat(all(EnumSet.of(Scenario.COME_AND_GO))).isEmpty();
    assertThat(all(EnumSet.of(Scenario.LATE_JOIN)))
        .allMatch(
            series -> series.loads().getFirst().scenarios().equals(Set.of(Scenario.LATE_JOIN)));
  }

  @Test
  void the_cheapest_points_of_all_series_come_first() {
    List<Series> series = all(EnumSet.allOf(Scenario.class));
    List<Sweep.Place> places = Sweep.places(series);
    assertThat(places).hasSize(series.stream().mapToInt(one -> one.loads().size()).sum());
    assertThat(places.stream().map(place -> place.load().deliveries())).isSorted();
    assertThat(places.getLast().load().receivers()).isEqualTo(100);
    assertThat(places.getLast().next()).isEmpty();
    assertThat(places)
        .allMatch(place ->
            place.next().isEmpty()
                || place.next().orElseThrow().deliveries() > place.load().deliveries());
  }

  @Test
  void without_a_recorded_table_sizes_are_kept() {
    Series series = all(EnumSet.of(Scenario.FAN_OUT)).getFirst();
    assertThat(series.fitted(new Tables(Map.of(), 1))).isEqualTo(series);
  }
}
