package io.munia.lab.linklocal;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [RFC 8950 §4](https://www.rfc-editor.org/rfc/rfc8950#section-4), [RFC 2545
/// §3](https://www.rfc-editor.org/rfc/rfc2545#section-3)
@Tag("interop")
@Tag("bird")
class BirdLinkLocalTest {

  @Test
  void neighbours_of_one_address_are_told_apart_by_their_links() {
    LinkLocal lab = LinkLocal.lay("llbird");
    Bird left = Bird.start(lab.left(), configuration(8, "fe80::1%eth0", "fe80::2"));
    Bird right = Bird.start(lab.right(), configuration(7, "fe80::1%eth0", "fe80::2"));
    Muniad muniad = lab.muniad();
    Until.holds(
        "both sessions",
        Cable.LIMIT,
        () -> muniad.established("left") && muniad.established("right"));
    for (String[] expected :
        new String[][] {
          {"10.8.0.0/16", "eth0"},
          {"fd08::/48", "eth0"},
          {"10.7.0.0/16", "eth1"},
          {"fd07::/48", "eth1"},
        }) {
      Until.holds(
          expected[0] + " leads out of " + expected[1],
          Cable.LIMIT,
          () -> lab.leads(expected[0], expected[1]));
    }
    for (String prefix : new String[] {"10.9.0.0/16", "fd09::/48", "10.8.0.0/16"}) {
      Until.holds(
          "right has " + prefix + " from us",
          Cable.LIMIT,
          () -> Segment.heard(right, prefix).contains("via fe80::1 on eth0"));
    }
    assertThat(Segment.heard(left, "10.7.0.0/16")).contains("via fe80::1 on eth0");
  }

  /// This BIRD sends a link-local address behind `::`, and has no option for it.
  @Test
  void bird_is_told_what_it_tells_in_its_next_session_as_well() {
    LinkLocal lab = LinkLocal.lay("llbird-form");
    Bird bird = Bird.start(lab.left(), configuration(8, "fe80::1%eth0", "fe80::2"));
    Muniad muniad = lab.muniad();
    Until.holds("a route of BIRD's", Cable.LIMIT, () -> lab.leads("fd08::/48", "eth0"));
    assertThat(LinkLocal.form(muniad, "left")).isEqualTo("single, as the neighbour does it");
    Until.holds(
        "BIRD has our route", Cable.LIMIT, () -> heard(bird).contains("BGP.next_hop: :: fe80::1"));

    bird.ask("disable static4");
    bird.ask("disable static6");
    Until.holds("BIRD's route is gone", Cable.LIMIT, () -> !lab.leads("fd08::/48", "eth0"));
    muniad.munia("reset", "left");
    Until.holds(
        "a session in which BIRD tells nothing",
        Cable.LIMIT,
        () -> muniad.established("left") && heard(bird).contains("BGP.next_hop: :: fe80::1"));
    assertThat(LinkLocal.form(muniad, "left")).isEqualTo("single, as the neighbour does it");
  }

  /// BIRD shows what it made of a next hop: a link-local address alone stands behind `::`.
  @ParameterizedTest
  @ValueSource(strings = {"native", "single", "double"})
  void bird_goes_by_each_form(String form) {
    LinkLocal lab = LinkLocal.lay("llbird-" + form);
    Bird bird = Bird.start(lab.left(), configuration(8, "fe80::1%eth0", "fe80::2"));
    Muniad muniad = lab.muniad("link-local-next-hop = " + form);
    Until.holds(
        "BIRD has our route", Cable.LIMIT, () -> heard(bird).contains("via fe80::1 on eth0"));
    assertThat(LinkLocal.form(muniad, "left")).isEqualTo(form + ", as configured");
  }

  @Test
  void between_global_addresses_bird_is_told_both() {
    LinkLocal lab = LinkLocal.lay("llbird-both").withGlobalAddresses();
    Bird bird = Bird.start(lab.left(), configuration(8, "fd00::1", "fd00::2"));
    Muniad muniad = lab.muniadOverGlobal();
    Until.holds(
        "BIRD has both addresses",
        Cable.LIMIT,
        () -> heard(bird).contains("BGP.next_hop: fd00::1 fe80::1"));
    assertThat(heard(bird)).contains("via fd00::1 on eth0");
    assertThat(LinkLocal.form(muniad, "left")).startsWith("both, ");
  }

  private static String heard(Bird bird) {
    return Segment.heard(bird, "fd09::/48");
  }

  private static String configuration(int number, String us, String them) {
    return """
    log stderr all;
    router id 10.0.0.%1$d;
    protocol device { }
    protocol static static4 { ipv4; route 10.%1$d.0.0/16 blackhole; }
    protocol static static6 { ipv6; route fd0%1$d::/48 blackhole; }
    protocol bgp munia {
      local %3$s as 64900;
      neighbor %2$s as 64512;
      direct;
      allow local as 1;
      connect delay time 1;
      connect retry time 1;
      error wait time 1, 2;
      ipv4 { import all; export where source = RTS_STATIC; extended next hop on; };
      ipv6 { import all; export where source = RTS_STATIC; };
    }
    """
        .formatted(number, us, them);
  }
}
