package io.munia.lab.aggregates;

import static io.munia.lab.aggregates.AggregateFabric.AGGREGATE4;
import static io.munia.lab.aggregates.AggregateFabric.FIRST4;
import static io.munia.lab.aggregates.AggregateFabric.LEAF_ADDRESS;
import static io.munia.lab.aggregates.AggregateFabric.SECOND4;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.KernelRoutes;
import io.munia.lab.LabProcess;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdAggregateRestartTest {
  private static final int PINGS = 400;

  private final AggregateFabric fabric = new AggregateFabric();

  @Test
  void packets_pass_while_muniad_is_killed_and_started_again() throws Exception {
    Muniad muniad = fabric.muniad("summary-only = true");
    Until.holds("the spine has the aggregate", Cable.LIMIT, () -> fabric.hears(AGGREGATE4));
    Until.holds(
        "packets pass", Cable.LIMIT, () -> fabric.spine.process().host().reaches(LEAF_ADDRESS));
    LabProcess pings =
        LabProcess.start(
            fabric.spine.process().host(),
            "ping",
            fabric
                .spine
                .process()
                .host()
                .run("ping", "-n", "-q", "-i", "0.02", "-W", "2", "-c", "" + PINGS, LEAF_ADDRESS));
    muniad.process().kill();
    assertThat(fabric.discards(false, AGGREGATE4)).isTrue();
    assertThat(KernelRoutes.of(fabric.middle, false).leads(FIRST4, "10.1.0.2")).isTrue();
    fabric.muniad("summary-only = true");
    Until.holds(
        "the spine has the aggregate again, and nothing else",
        Cable.LIMIT,
        () -> fabric.hears(AGGREGATE4) && !fabric.hears(FIRST4) && !fabric.hears(SECOND4));
    assertThat(pings.process().waitFor()).isZero();
    assertThat(Files.readString(pings.log())).contains(PINGS + " received, 0% packet loss");
    assertThat(fabric.discards(false, AGGREGATE4)).isTrue();
  }
}
