package io.munia.lab.dualstack;

import io.munia.lab.KernelRoutes;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OtherSpeaker;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What holds with every other daemon; `description.txt` draws it.
abstract class DualStack {
  private final String name;
  private final Function<Cable, OtherSpeaker> other;

  DualStack(String name, Function<Cable, OtherSpeaker> other) {
    this.name = name;
    this.other = other;
  }

  @Test
  void routes_of_both_families_cross_one_connection_and_a_stop_is_a_cease() {
    Cable cable = Cable.plug(name);
    Muniad muniad = cable.muniad();
    OtherSpeaker speaker = other.apply(cable);

    until(speaker, "muniad has a session with " + name, () -> muniad.established("peer"));
    until(
        speaker,
        name + " has our IPv4 route",
        () -> speaker.hears(Cable.OUR_ROUTE4, Cable.OUR_ADDRESS4));
    until(
        speaker,
        name + " has our IPv6 route",
        () -> speaker.hears(Cable.OUR_ROUTE6, Cable.OUR_ADDRESS6));
    until(
        speaker,
        "our kernel has the IPv4 route of " + name,
        () -> KernelRoutes.of(cable.ours(), false).leads(Cable.THEIR_ROUTE4, Cable.THEIR_ADDRESS4));
    until(
        speaker,
        "our kernel has the IPv6 route of " + name,
        () -> KernelRoutes.of(cable.ours(), true).leads(Cable.THEIR_ROUTE6, Cable.THEIR_ADDRESS6));

    speaker.withdraw();
    until(
        speaker,
        "our kernel has lost the routes that " + name + " withdrew",
        () ->
            !KernelRoutes.of(cable.ours(), false).has(Cable.THEIR_ROUTE4)
                && !KernelRoutes.of(cable.ours(), true).has(Cable.THEIR_ROUTE6));

    muniad.process().stop();
    until(speaker, name + " has received a Cease", speaker::sawCease);
  }

  private static void until(
      OtherSpeaker speaker, String what, java.util.function.BooleanSupplier condition) {
    try {
      Until.holds(what, Cable.LIMIT, condition);
    } catch (io.munia.lab.LabFailure late) {
      throw new AssertionError(late.getMessage() + "\n" + speaker.log(), late);
    }
  }
}
