package io.munia.lab.unnumbered;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 4861 §6](https://www.rfc-editor.org/rfc/rfc4861#section-6) between two of us.
@Tag("interop")
class MuniaUnnumberedTest {
  /// A hold time of 9 s, and 6 s in which who is silent may answer.
  private static final Duration MOVED = Duration.ofSeconds(60);

  /// Whoever is plugged in is on one segment, and no link goes down with another one.
  private static Host plugged(Host segment, String name) {
    Host host = Host.create(name);
    String port = "p-" + name.substring(name.length() - 4);
    segment.cable(port, host, "eth0");
    segment.ip("link set " + port + " master segment", "link set " + port + " up");
    host.ip("link set eth0 up");
    return host;
  }

  private static Host segment(String name) {
    Host segment = Host.create(name);
    segment.ip("link add segment type bridge mcast_snooping 0", "link set segment up");
    return segment;
  }

  @Test
  void two_of_us_find_each_other_and_a_link_says_what_is_the_matter() {
    Unnumbered lab = Unnumbered.lay("unmun");
    Muniad ours = lab.muniad();
    Muniad theirs = Unnumbered.muniad(lab.theirs(), 64900, 8);
    lab.crossed(ours, () -> theirs.process().tail());
    lab.theirs().ip("link set eth0 down");
    Until.holds(
        "no carrier",
        Cable.LIMIT,
        () -> Unnumbered.tor(ours).text("discovery").equals("eth0 has no carrier"));
    assertThat(ours.established("tor")).isFalse();
    assertThat(ours.munia("peers")).contains("eth0 has no carrier");
    lab.ours().ip("link del eth0");
    Until.holds(
        "no interface",
        Cable.LIMIT,
        () -> Unnumbered.tor(ours).text("discovery").equals("eth0 does not exist"));
    lab.ours().cable("eth0", lab.theirs(), "eth0");
    lab.ours().ip("link set eth0 up");
    lab.theirs().ip("link set eth0 up");
    lab.crossed(ours, () -> theirs.process().tail());
    theirs.process().kill();
    lab.move();
    Muniad back = Unnumbered.muniad(lab.theirs(), 64900, 8);
    lab.crossed(ours, () -> back.process().tail());
  }

  @Test
  void a_second_router_is_named_and_takes_the_place_of_one_that_is_gone() {
    Host segment = segment("unseg");
    Host here = plugged(segment, "unseg-here");
    Host first = plugged(segment, "unseg-frst");
    Host second = plugged(segment, "unseg-scnd");
    Muniad ours = Unnumbered.muniad(here, 64512, 9);
    Muniad one = Unnumbered.muniad(first, 64900, 8);
    Until.holds("a session", Cable.LIMIT, () -> ours.established("tor"));
    String address = Unnumbered.address(first);
    assertThat(Unnumbered.tor(ours).text("address")).isEqualTo(address);
    Muniad other = Unnumbered.muniad(second, 64900, 7);
    Until.holds(
        "the second one is named",
        Cable.LIMIT,
        () ->
            Unnumbered.tor(ours)
                .text("discovery")
                .equals(
                    "eth0 has another router, "
                        + Unnumbered.address(second)
                        + "; the first one is kept while it lives"));
    assertThat(Unnumbered.tor(ours).text("address")).isEqualTo(address);
    assertThat(ours.established("tor")).isTrue();
    // Without a word, and without our link noticing.
    segment.ip("link set p-frst down");
    one.process().kill();
    Until.holds(
        "the second one takes its place",
        MOVED,
        () ->
            ours.established("tor")
                && Unnumbered.tor(ours).text("address").equals(Unnumbered.address(second)));
    Until.holds(
        "its routes lead there",
        Cable.LIMIT,
        () -> Unnumbered.leads(here, "10.7.0.0/16", Unnumbered.address(second)));
    assertThat(other.established("tor")).isTrue();
  }
}
