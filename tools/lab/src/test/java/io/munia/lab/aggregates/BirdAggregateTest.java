package io.munia.lab.aggregates;

import static io.munia.lab.aggregates.AggregateFabric.AGGREGATE4;
import static io.munia.lab.aggregates.AggregateFabric.AGGREGATE6;
import static io.munia.lab.aggregates.AggregateFabric.FIRST4;
import static io.munia.lab.aggregates.AggregateFabric.FIRST6;
import static io.munia.lab.aggregates.AggregateFabric.SECOND4;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdAggregateTest {
  private final AggregateFabric fabric = new AggregateFabric();

  @Test
  void a_neighbour_hears_of_the_aggregate_instead_of_what_it_stands_for() throws Exception {
    Muniad muniad = fabric.muniad("summary-only = true");
    Until.holds(
        "the spine has both aggregates and nothing that they stand for",
        Cable.LIMIT,
        () ->
            fabric.hears(AGGREGATE4)
                && fabric.hears(AGGREGATE6)
                && !fabric.hears(FIRST4)
                && !fabric.hears(SECOND4)
                && !fabric.hears(FIRST6));
    for (String aggregate : new String[] {AGGREGATE4, AGGREGATE6}) {
      assertThat(fabric.route(aggregate))
          .contains("BGP.as_path: 64512\n")
          .contains("BGP.atomic_aggr:")
          .contains("BGP.aggregator: 10.0.0.1 AS64512");
    }
    assertThat(fabric.discards(false, AGGREGATE4)).isTrue();
    assertThat(fabric.discards(true, AGGREGATE6)).isTrue();
    assertThat(muniad.munia("aggregates", AGGREGATE4))
        .contains("active", FIRST4, SECOND4, "leaf")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 80));
    assertThat(muniad.munia("routes", FIRST4)).contains("10.64.0.0/12 is announced instead");

    fabric.reload(muniad, "suppress = \"10.64.0.0/14 le 23\"");
    Until.holds(
        "the specifics are back", Cable.LIMIT, () -> fabric.hears(FIRST4) && fabric.hears(SECOND4));
    assertThat(fabric.hears(AGGREGATE4)).isTrue();
    fabric.reload(muniad, "summary-only = yes");
    Until.holds(
        "they go again", Cable.LIMIT, () -> !fabric.hears(FIRST4) && !fabric.hears(SECOND4));
    assertThat(fabric.sessionsOfSpine()).as("the session stood all the time").isEqualTo(1);

    fabric.leaf.ask("disable static4");
    Until.holds(
        "the aggregate goes with its last contributor, and its discard with it",
        Cable.LIMIT,
        () -> !fabric.hears(AGGREGATE4) && !fabric.discards(false, AGGREGATE4));
    assertThat(fabric.hears(AGGREGATE6)).isTrue();
  }
}
