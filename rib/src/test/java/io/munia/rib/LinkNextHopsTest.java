package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.NextHopForm;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.LinkNextHops.Why;
import io.munia.rib.Speaker.Peer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// ADR 0039: what is sent is what the neighbour has shown that it knows.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class LinkNextHopsTest {
  private static final String OURS4 = "10.9.0.0/16";
  private static final String OURS6 = "fd09::/48";
  private static final String THEIRS6 = "fd08::/48";
  private static final IpAddress GLOBAL = Speaker.LOCAL_V6;
  private static final IpAddress LINK_LOCAL = IpAddress.parse("fe80::1");
  private static final IpAddress NEIGHBOUR = IpAddress.parse("fe80::2");
  private static final LinkNextHops OVER_LINK_LOCAL = LinkNextHops.of(LINK_LOCAL, LINK_LOCAL);
  private static final LinkNextHops OVER_GLOBAL = LinkNextHops.of(GLOBAL, LINK_LOCAL);
  private static final NextHopForm BOTH =
      new NextHopForm(LinkLocalForm.BOTH, IpAddress.parse("fd00::2"), NEIGHBOUR);

  private final Speaker us = new Speaker();

  @ParameterizedTest
  @EnumSource(names = {"SINGLE", "DOUBLE"})
  void between_link_local_addresses_the_neighbours_form_follows_the_default(LinkLocalForm form) {
    us.nextHops = OVER_LINK_LOCAL;
    Peer source = us.client(1);
    Peer shows = us.ebgp(2, 65002);
    Peer silent = us.ebgp(3, 65003);
    source.announce(OURS6, "65001");
    us.settle();
    assertThat(shows.heard.forms).containsEntry(prefix(OURS6), Optional.of(LinkLocalForm.NATIVE));
    assertThat(shows.session.nextHops().why()).isEqualTo(Why.DEFAULT);

    announce(shows, THEIRS6, new NextHopForm(form, null, null), NEIGHBOUR);
    us.settle();

    assertThat(shows.heard.forms).containsEntry(prefix(OURS6), Optional.of(form));
    assertThat(shows.route(OURS6).nextHop()).isEqualTo(LINK_LOCAL);
    assertThat(shows.session.nextHops()).isEqualTo(OVER_LINK_LOCAL.learned(form));
    assertThat(silent.heard.forms).containsEntry(prefix(OURS6), Optional.of(LinkLocalForm.NATIVE));
    assertThat(silent.heard.log.stream().filter(("+ " + OURS6)::equals)).hasSize(1);
  }

  @Test
  void over_a_global_address_a_neighbour_on_the_link_is_told_both_from_the_first() {
    us.nextHops = OVER_GLOBAL;
    Peer source = us.client(1);
    Peer peer = us.ebgp(2, 65002);
    source.announce(OURS6, "65001");
    source.announce(OURS4, "65001");
    us.settle();
    assertThat(peer.heard.forms).containsEntry(prefix(OURS6), Optional.of(LinkLocalForm.BOTH));
    assertThat(peer.route(OURS6).nextHop()).isEqualTo(GLOBAL);

    announce(peer, THEIRS6, BOTH, BOTH.global());
    us.settle();

    assertThat(peer.session.nextHops().why()).isEqualTo(Why.LEARNED);
    assertThat(peer.heard.log.stream().filter(("+ " + OURS6)::equals)).hasSize(1);
    assertThat(peer.heard.log.stream().filter(("+ " + OURS4)::equals)).hasSize(1);
  }

  @Test
  void what_is_not_our_own_next_hop_stays_as_it_is() {
    us.nextHops = OVER_GLOBAL;
    Peer source = us.ebgp(1, 65001);
    Peer client = us.client(2);
    source.announce(OURS6, "65001");
    us.settle();
    assertThat(client.session.nextHops().form()).isEqualTo(LinkLocalForm.BOTH);
    assertThat(client.heard.forms).containsEntry(prefix(OURS6), Optional.empty());
  }

  @Test
  void the_first_form_that_is_shown_counts_for_the_session() {
    us.nextHops = OVER_LINK_LOCAL.learned(LinkLocalForm.DOUBLE);
    Peer peer = us.ebgp(2, 65002);
    announce(peer, THEIRS6, new NextHopForm(LinkLocalForm.SINGLE, null, null), NEIGHBOUR);
    assertThat(peer.session.nextHops().learned()).contains(LinkLocalForm.SINGLE);
    announce(peer, "fd07::/48", NextHopForm.USUAL, NEIGHBOUR);
    assertThat(peer.session.nextHops().learned()).contains(LinkLocalForm.SINGLE);
  }

  @Test
  void what_is_negotiated_or_configured_is_not_learned_otherwise() {
    for (LinkNextHops fixed :
        List.of(
            OVER_LINK_LOCAL.negotiated(),
            OVER_LINK_LOCAL.configured(LinkLocalForm.DOUBLE),
            OVER_GLOBAL.configured(LinkLocalForm.NATIVE))) {
      us.nextHops = fixed;
      Peer peer = us.ebgp(2, 65002);
      announce(peer, THEIRS6, new NextHopForm(LinkLocalForm.SINGLE, null, null), NEIGHBOUR);
      announce(peer, THEIRS6, BOTH, BOTH.global());
      assertThat(peer.session.nextHops()).isEqualTo(fixed);
      peer.session.down();
    }
  }

  @Test
  void a_form_that_the_session_has_no_use_for_says_nothing() {
    assertThat(OVER_LINK_LOCAL.learned(LinkLocalForm.BOTH)).isEqualTo(OVER_LINK_LOCAL);
    assertThat(OVER_GLOBAL.learned(LinkLocalForm.SINGLE)).isEqualTo(OVER_GLOBAL);
    assertThat(LinkNextHops.of(GLOBAL, null).learned(LinkLocalForm.BOTH).why())
        .isEqualTo(Why.DEFAULT);
    assertThat(OVER_GLOBAL.negotiated()).isEqualTo(OVER_GLOBAL);
    assertThat(OVER_GLOBAL.configured(LinkLocalForm.DOUBLE).form()).isEqualTo(LinkLocalForm.BOTH);
    assertThat(OVER_LINK_LOCAL.configured(LinkLocalForm.BOTH).form())
        .isEqualTo(LinkLocalForm.NATIVE);
    assertThat(LinkNextHops.of(GLOBAL, null).form()).isEqualTo(LinkLocalForm.NATIVE);
    assertThat(LinkNextHops.of(null, null).isOnLink()).isFalse();
  }

  @Test
  void a_form_that_changes_nothing_in_a_family_splits_no_group() {
    LinkNextHops both = OVER_GLOBAL;
    assertThat(both.of(AddressFamily.IPV4_UNICAST, false)).isEqualTo(NextHopForm.USUAL);
    assertThat(both.of(AddressFamily.IPV6_VPN, true)).isEqualTo(NextHopForm.USUAL);
    assertThat(both.of(AddressFamily.IPV6_UNICAST, true))
        .isEqualTo(new NextHopForm(LinkLocalForm.BOTH, GLOBAL, LINK_LOCAL));
  }

  @Test
  void whenever_the_form_shows_all_that_is_told_ends_up_in_it() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Speaker speaker = new Speaker();
      speaker.nextHops = OVER_LINK_LOCAL;
      Peer source = speaker.client(1);
      Peer shows = speaker.ebgp(2, 65002);
      Peer silent = speaker.ebgp(3, 65003);
      int when = random.nextInt(60);
      for (int step = 0; step < 80; step++) {
        String prefix = "fd09:" + random.nextInt(8) + "::/48";
        if (random.nextInt(3) == 0) {
          source.withdraw(prefix);
        } else {
          source.announce(prefix, "65001", random.nextInt(4) + 1);
        }
        if (step == when) {
          announce(shows, THEIRS6, new NextHopForm(LinkLocalForm.SINGLE, null, null), NEIGHBOUR);
        }
        shows.heard.writable = random.nextInt(3) > 0;
        if (random.nextBoolean()) {
          speaker.run(random.nextInt(4));
        }
      }
      shows.heard.writable = true;
      speaker.settle();
      silent.heard.routes.remove(prefix(THEIRS6));
      assertThat(shows.heard.routes).as("seed " + seed).isEqualTo(silent.heard.routes);
      shows
          .heard
          .routes
          .keySet()
          .forEach(
              prefix -> assertThat(shows.heard.forms.get(prefix)).contains(LinkLocalForm.SINGLE));
    }
  }

  private static void announce(Peer peer, String prefix, NextHopForm form, IpAddress hop) {
    peer.writes = form;
    peer.announce(List.of(prefix(prefix)), Speaker.attributes(String.valueOf(peer.as), null), hop);
  }

  private static Prefix prefix(String text) {
    return Prefix.parse(text);
  }
}
