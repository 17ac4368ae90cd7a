package io.munia.bgp.session;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Capability.LongLivedGracefulRestart.Kept;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.RestartOffer.Start;
import io.munia.net.AddressFamily;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is said of restarts, and which ends of a session keep routes: [RFC 4724
/// §4](https://www.rfc-editor.org/rfc/rfc4724#section-4), [RFC 8538
/// §4](https://www.rfc-editor.org/rfc/rfc8538#section-4).
class RestartTest {
  private static final Set<AddressFamily> BOTH = Set.of(IPV4_UNICAST, IPV6_UNICAST);
  private static final PeerSettings LEFT = Settings.of("right", "192.0.2.2").value();
  private static final PeerSettings RIGHT =
      Settings.of("left", "192.0.2.1").mirrored().passive().value();

  private final RecordedEvents left = new RecordedEvents();
  private final RecordedEvents right = new RecordedEvents();

  private static RestartOffer full(Start start) {
    return new RestartOffer(true, 120, BOTH, true, 3600, start);
  }

  private static PeerSettings with(PeerSettings settings, RestartOffer offer) {
    return settings.but().restart(offer).build();
  }

  private VirtualNetwork network(RestartOffer here, RestartOffer there) {
    VirtualNetwork network = new VirtualNetwork(with(LEFT, here), left, with(RIGHT, there), right);
    network.start();
    return network;
  }

  /// [RFC 4724 §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1).
  @Test
  void a_restart_is_told_for_a_while_and_of_the_families_that_were_kept() {
    RestartOffer offer = full(new Start(true, 1_000, true, Set.of(IPV4_UNICAST)));
    assertThat(offer.capabilities(BOTH, 999))
        .containsExactly(
            new Capability.GracefulRestart(
                true, true, 120, Map.of(IPV4_UNICAST, true, IPV6_UNICAST, false)),
            new Capability.LongLivedGracefulRestart(
                Map.of(IPV4_UNICAST, new Kept(true, 3600), IPV6_UNICAST, new Kept(false, 3600))));
    assertThat(offer.capabilities(BOTH, 1_000).getFirst())
        .isEqualTo(
            new Capability.GracefulRestart(
                false, true, 120, Map.of(IPV4_UNICAST, true, IPV6_UNICAST, true)));
  }

  @Test
  void a_first_start_tells_that_nothing_was_kept() {
    RestartOffer offer = full(new Start(true, 1_000, false, Set.of()));
    assertThat(offer.capabilities(Set.of(IPV4_UNICAST), 0).getFirst())
        .isEqualTo(new Capability.GracefulRestart(false, true, 120, Map.of(IPV4_UNICAST, false)));
  }

  @Test
  void who_keeps_nothing_says_nothing() {
    assertThat(RestartOffer.OFF.capabilities(BOTH, 0)).isEmpty();
    assertThat(RestartOffer.HELPER.capabilities(BOTH, 0))
        .containsExactly(new Capability.GracefulRestart(false, true, 0, Map.of()));
  }

  @Test
  void with_the_n_bit_every_notification_keeps_routes_but_a_hard_reset() {
    Negotiated agreed = agreed(true);
    Notification hard = Cease.hardReset(new Notification(6, 2));
    assertThat(new CloseReason.Received(new Notification(4, 0)).keepsRoutes(agreed)).isTrue();
    assertThat(new CloseReason.Sent(new Notification(4, 0), "").keepsRoutes(agreed)).isTrue();
    assertThat(new CloseReason.Received(hard).keepsRoutes(agreed)).isFalse();
    assertThat(new CloseReason.Sent(hard, "").keepsRoutes(agreed)).isFalse();
  }

  @Test
  void without_it_only_a_lost_connection_does() {
    Negotiated agreed = agreed(false);
    assertThat(new CloseReason.ConnectionLost("").keepsRoutes(agreed)).isTrue();
    assertThat(new CloseReason.Received(new Notification(4, 0)).keepsRoutes(agreed)).isFalse();
    assertThat(new CloseReason.Sent(new Notification(4, 0), "").keepsRoutes(agreed)).isFalse();
  }

  private static Negotiated agreed(boolean notification) {
    return Negotiated.between(LEFT.localAs(), RIGHT.localAs(), LEFT.routerId(), RIGHT.routerId())
        .restart(new Restart(true, false, notification, 120, BOTH, BOTH))
        .build();
  }

  /// [RFC 8538 §3](https://www.rfc-editor.org/rfc/rfc8538#section-3).
  @Test
  void a_shutdown_is_a_hard_reset_that_carries_what_is_meant() {
    VirtualNetwork network = network(full(Start.LONG_AGO), RestartOffer.HELPER);
    network.left.peer.stop(Cease.administrativeShutdown("fans"), "fans", network.now);
    network.settle();
    assertThat(right.end())
        .isEqualTo(new CloseReason.Received(Cease.hardReset(Cease.administrativeShutdown("fans"))));
    assertThat(right.end().sentence())
        .isEqualTo(
            "received NOTIFICATION 6/9, Cease: Hard Reset: Cease: Administrative Shutdown: \"fans\"");
  }

  @Test
  void a_reset_is_soft_unless_it_is_meant_hard() {
    VirtualNetwork network = network(full(Start.LONG_AGO), RestartOffer.HELPER);
    left.session().close(Cease.administrativeReset(""), "asked for");
    network.settle();
    assertThat(right.end().keepsRoutes(right.session().negotiated())).isTrue();
    network.pass(SECONDS.toNanos(10));
    left.session().close(Cease.hardReset(Cease.administrativeReset("")), "asked for");
    network.settle();
    assertThat(right.end().keepsRoutes(right.session().negotiated())).isFalse();
  }

  @Test
  void who_does_not_know_of_hard_resets_is_sent_what_is_meant() {
    VirtualNetwork network = network(full(Start.LONG_AGO), RestartOffer.OFF);
    left.session().close(Cease.hardReset(Cease.administrativeReset("x")), "asked for");
    network.settle();
    assertThat(right.end()).isEqualTo(new CloseReason.Received(Cease.administrativeReset("x")));
  }

  @Test
  void who_will_be_back_leaves_softly_where_its_routes_are_kept() {
    VirtualNetwork network = network(full(Start.LONG_AGO), RestartOffer.HELPER);
    network.left.peer.stopForRestart(Cease.administrativeShutdown(""), "restart", network.now);
    network.settle();
    assertThat(right.end()).isEqualTo(new CloseReason.Received(Cease.administrativeReset("")));
    assertThat(right.end().keepsRoutes(right.session().negotiated())).isTrue();
    network.pass(SECONDS.toNanos(600));
    assertThat(left.all()).containsExactly("established", "closed");
  }

  @Test
  void who_will_be_back_says_good_bye_where_nothing_is_kept() {
    VirtualNetwork network = network(full(Start.LONG_AGO), RestartOffer.OFF);
    network.left.peer.stopForRestart(Cease.administrativeShutdown(""), "restart", network.now);
    network.settle();
    assertThat(right.end()).isEqualTo(new CloseReason.Received(Cease.administrativeShutdown("")));
  }

  /// [RFC 4724 §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2): the neighbour's machine
  /// went away without a word, and is there again.
  @Test
  void a_restarted_neighbour_takes_the_place_of_its_old_session() {
    VirtualNetwork network = network(RestartOffer.HELPER, full(Start.LONG_AGO));
    network.pass(SECONDS.toNanos(60));
    network.right.connect();
    network.settle();
    assertThat(left.all().subList(0, 2)).containsExactly("established", "closed");
    assertThat(left.end())
        .isEqualTo(
            new CloseReason.ConnectionLost("the neighbour has restarted: it has connected again"));
  }

  @Test
  void a_neighbour_that_keeps_nothing_does_not() {
    VirtualNetwork network = network(RestartOffer.HELPER, RestartOffer.HELPER);
    network.pass(SECONDS.toNanos(60));
    network.right.connect();
    network.settle();
    assertThat(left.all()).containsExactly("established");
  }
}
