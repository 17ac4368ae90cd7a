package io.munia.bgp.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {
  private static final Settings LEFT = Settings.of("right", "192.0.2.2");
  private static final Settings RIGHT = Settings.of("left", "192.0.2.1").mirrored();

  private final RecordedEvents left = new RecordedEvents();
  private final RecordedEvents right = new RecordedEvents();

  @Test
  void two_speakers_meet_and_collide_and_one_session_is_left() {
    VirtualNetwork network = network(LEFT, RIGHT);
    network.start();
    assertThat(left.all()).containsExactly("established");
    assertThat(right.all()).containsExactly("established");
    assertThat(left.session().negotiated().holdTimeSeconds()).isEqualTo(90);
    assertThat(right.session().negotiated().remoteId()).isEqualTo(LEFT.value().routerId());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 18, 19, 20, 37, 64})
  void messages_may_arrive_in_pieces_of_any_size(int bytes) {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.chunkBytes = bytes;
    network.start();
    left.session().requestRefresh(AddressFamily.IPV6_UNICAST);
    left.session().requestRefresh(AddressFamily.IPV4_UNICAST);
    network.settle();
    assertThat(right.all())
        .containsExactly(
            "established", "refresh ipv6-unicast REQUEST", "refresh ipv4-unicast REQUEST");
  }

  /// [RFC 7606 §6](https://www.rfc-editor.org/rfc/rfc7606#section-6)
  @Test
  void what_was_malformed_is_kept_as_it_came_with_how_it_was_read() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    byte[] withoutOrigin =
        HexFormat.of().parseHex("ff".repeat(16) + "001902" + "0000" + "0000" + "080a");
    send(right.session(), withoutOrigin);
    network.settle();
    Quarantined kept = network.left.peer.quarantined(network.now).getFirst();
    assertThat(kept.message()).isEqualTo(withoutOrigin);
    assertThat(kept.verdict()).isInstanceOf(Verdict.TreatAsWithdraw.class);
    assertThat(kept.negotiated()).isNotNull();
    assertThat(left.all()).hasSize(2).doesNotContain("closed");
    send(right.session(), HexFormat.of().parseHex("ff".repeat(16) + "001309"));
    network.settle();
    assertThat(network.left.peer.quarantined(network.now).getFirst().message()).hasSize(19);
    assertThat(left.all()).contains("closed");
  }

  private static void send(PeerSession session, byte[] message) {
    MessageSink sink = session.sink();
    sink.send(sink.share(message, message.length), 0, message.length);
  }

  @Test
  void a_session_stays_for_hours_on_keepalives_alone() {
    VirtualNetwork network = network(LEFT, RIGHT);
    network.start();
    network.pass(MINUTES.toNanos(600));
    assertThat(left.all()).containsExactly("established");
    assertThat(network.left.peer.status(network.now).sent().keepalives()).isBetween(1200L, 1601L);
  }

  @Test
  void silence_ends_the_session_after_the_hold_time_and_it_is_made_again() {
    VirtualNetwork network = network(LEFT.hold(9), RIGHT.passive().hold(9));
    network.start();
    network.delivering = false;
    network.pass(SECONDS.toNanos(9) + MILLISECONDS.toNanos(10));
    assertThat(left.all()).containsExactly("established", "closed");
    assertThat(left.end())
        .isEqualTo(
            new CloseReason.Sent(
                new Notification(4, 0), "nothing was heard for 9 s in Established"));
    network.delivering = true;
    network.pass(SECONDS.toNanos(10));
    assertThat(left.all()).containsExactly("established", "closed", "established");
  }

  @Test
  void a_pause_of_ours_is_not_taken_for_the_neighbours_silence() {
    VirtualNetwork network = network(LEFT.hold(9), RIGHT.passive().hold(9));
    network.start();
    network.delivering = false;
    network.pass(SECONDS.toNanos(8));
    // Our loop stands still past the hold time; what came meanwhile lies in the socket.
    network.now += SECONDS.toNanos(5);
    network.left.timer = Long.MAX_VALUE;
    network.left.peer.deadlineReached(network.now);
    assertThat(left.all()).containsExactly("established");
    network.delivering = true;
    network.settle();
    network.pass(SECONDS.toNanos(1));
    assertThat(left.all()).containsExactly("established");
  }

  @Test
  void a_neighbour_that_takes_not_even_keepalives_is_given_up_after_eight_minutes() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    network.right.stuck = true;
    for (int seconds = 0; seconds < 480; seconds += 20) {
      network.pass(SECONDS.toNanos(20));
      network.keepalive(network.left);
    }
    assertThat(left.all()).containsExactly("established");
    network.pass(SECONDS.toNanos(60));
    assertThat(left.end())
        .isEqualTo(
            new CloseReason.Sent(
                new Notification(8, 0), "the neighbour has taken no bytes for 480 s"));
  }

  @Test
  void a_neighbour_that_takes_a_little_now_and_then_is_kept() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    for (int seconds = 0; seconds < 2000; seconds += 20) {
      network.right.stuck = seconds % 400 != 0;
      network.pass(SECONDS.toNanos(20));
      network.keepalive(network.left);
    }
    assertThat(left.all()).containsExactly("established");
  }

  @Test
  void attempts_back_off_and_the_neighbour_is_found_when_it_comes() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.reachable = false;
    network.start();
    network.pass(MINUTES.toNanos(60));
    assertThat(network.left.attempts).isBetween(28, 42);
    PeerStatus waiting = network.left.peer.status(network.now);
    assertThat(waiting.history()).hasSize(1);
    assertThat(waiting.history().getFirst().times()).isGreaterThan(26);
    network.reachable = true;
    network.pass(SECONDS.toNanos(130));
    assertThat(left.all()).containsExactly("established");
  }

  @Test
  void a_stopped_neighbour_is_told_why_and_stays_away() {
    VirtualNetwork network = network(LEFT, RIGHT);
    network.start();
    network.left.peer.stop(Cease.administrativeShutdown("fans"), "fans", network.now);
    network.settle();
    network.pass(MINUTES.toNanos(10));
    assertThat(right.end())
        .isEqualTo(new CloseReason.Received(Cease.administrativeShutdown("fans")));
    assertThat(network.left.peer.status(network.now).state()).isEqualTo(PeerState.IDLE);
    assertThat(left.all()).containsExactly("established", "closed");
    network.left.peer.start(network.now);
    network.settle();
    assertThat(left.all()).containsExactly("established", "closed", "established");
  }

  @Test
  void closing_a_session_is_not_answered_from_inside_the_call() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    left.session().close(new Notification(6, 1), "it has said enough");
    assertThat(left.all()).containsExactly("established");
    network.settle();
    assertThat(left.all()).containsExactly("established", "closed");
    assertThat(left.end())
        .isEqualTo(new CloseReason.Sent(new Notification(6, 1), "it has said enough"));
    assertThat(right.end()).isEqualTo(new CloseReason.Received(new Notification(6, 1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_session_that_is_paused_comes_back_by_itself_and_not_before(boolean passive) {
    VirtualNetwork network = network(passive ? LEFT.passive() : LEFT, RIGHT);
    network.start();
    Notification much = Cease.maximumPrefixes(AddressFamily.IPV6_UNICAST, 10);
    left.session().close(much, "too much", Duration.ofMinutes(15));
    network.settle();
    assertThat(network.left.peer.status(network.now).state()).isEqualTo(PeerState.IDLE);
    network.pass(SECONDS.toNanos(899));
    assertThat(left.all()).containsExactly("established", "closed");
    assertThat(network.left.peer.status(network.now).last().orElseThrow().reason().sentence())
        .as("what the neighbour tried meanwhile names the reason, too")
        .contains("too much");
    network.pass(SECONDS.toNanos(125));
    assertThat(left.all()).containsExactly("established", "closed", "established");
    assertThat(left.end()).isEqualTo(new CloseReason.Sent(much, "too much"));
  }

  @Test
  void an_as_that_is_not_the_neighbours_is_refused() {
    VirtualNetwork network = network(LEFT, LEFT.passive());
    network.start();
    PeerStatus status = network.left.peer.status(network.now);
    assertThat(status.sessions()).isZero();
    assertThat(status.last().orElseThrow().reason().toString()).contains("2/2");
  }

  @Test
  void a_listener_that_throws_costs_its_own_session_alone() {
    PeerListener throwing =
        new PeerListener() {
          @Override
          public void established(PeerSession session) {
            throw new IllegalStateException("thrown by the test");
          }

          @Override
          public void update(
              PeerSession session,
              io.munia.bgp.codec.UpdateReader update,
              io.munia.bgp.codec.Verdict verdict) {}

          @Override
          public void refresh(PeerSession session, io.munia.bgp.message.RouteRefresh request) {}

          @Override
          public void closed(PeerSession session, CloseReason reason) {
            throw new IllegalStateException("thrown by the test, too");
          }
        };
    VirtualNetwork network =
        new VirtualNetwork(LEFT.value(), throwing, RIGHT.passive().value(), right);
    network.start();
    assertThat(network.left.peer.status(network.now).last().orElseThrow().reason())
        .isEqualTo(
            new CloseReason.Sent(
                new Notification(6, 8), "a fault of this speaker in PeerListener.established"));
    network.pass(MINUTES.toNanos(10));
    assertThat(network.left.peer.status(network.now).sessions()).isGreaterThan(4);
  }

  @Test
  void the_past_names_each_change_and_its_cause() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    network.left.peer.stop(Cease.administrativeShutdown("fans"), "fans", network.now);
    network.settle();
    assertThat(past(network.left.peer, network))
        .containsExactly(
            "Established to Idle: sent NOTIFICATION 6/2, Cease: Administrative Shutdown: fans",
            "OpenConfirm to Established: a KEEPALIVE completed the session",
            "OpenSent to OpenConfirm: an OPEN came: AS 64900, 10.0.0.2",
            "Connect to OpenSent: connected to 192.0.2.2 port 2",
            "Idle to Connect: connecting to 192.0.2.2 port 179");
    assertThat(past(network.right.peer, network).getFirst())
        .isEqualTo(
            "Established to Active: received NOTIFICATION 6/2, Cease: Administrative Shutdown:"
                + " \"fans\"");
  }

  @Test
  void an_hour_of_attempts_does_not_push_out_why_it_began() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    network.reachable = false;
    left.session().close(new Notification(6, 6), "a change");
    network.settle();
    network.pass(MINUTES.toNanos(60));
    assertThat(network.left.peer.status(network.now).past())
        .hasSizeLessThan(16)
        .anySatisfy(entry -> {
          assertThat(entry.cause()).contains("a change");
          assertThat(entry.from()).isEqualTo(PeerState.ESTABLISHED);
        })
        .anySatisfy(entry -> assertThat(entry.times()).isGreaterThan(20));
  }

  @Test
  void no_more_than_so_much_is_remembered() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    for (int i = 0; i < 100; i++) {
      left.session().close(new Notification(6, 4), "for the " + i + "th time");
      network.settle();
      network.pass(SECONDS.toNanos(130));
    }
    assertThat(network.left.peer.status(network.now).past()).hasSize(Transition.KEPT_MAX);
  }

  @Test
  void a_pause_of_ours_is_remembered_with_its_length() {
    VirtualNetwork network = network(LEFT.hold(9), RIGHT.passive().hold(9));
    network.start();
    network.now += SECONDS.toNanos(5);
    network.left.timer = Long.MAX_VALUE;
    network.left.peer.deadlineReached(network.now);
    Transition latest = network.left.peer.status(network.now).past().getFirst();
    assertThat(latest.cause()).isEqualTo("this speaker stood still");
    assertThat(latest.isChange()).isFalse();
    assertThat(latest.late().toMillis()).isBetween(2000L, 5000L);
  }

  /// [RFC 4271 §8.1.3](https://www.rfc-editor.org/rfc/rfc4271#section-8.1.3)
  @Test
  void a_neighbour_whose_open_is_waited_for_speaks_first() {
    VirtualNetwork network = network(LEFT.delayOpen(20), RIGHT.passive().delayOpen(60));
    network.start();
    assertThat(network.left.peer.status(network.now).state()).isEqualTo(PeerState.CONNECT);
    assertThat(network.left.peer.status(network.now).sent().opens()).isZero();
    network.pass(SECONDS.toNanos(21));
    assertThat(left.all()).containsExactly("established");
    assertThat(network.right.peer.status(network.now).inState()).hasSeconds(1);
  }

  private static java.util.List<String> past(Peer peer, VirtualNetwork network) {
    return peer.status(network.now).past().stream()
        .map(entry -> entry.from() + " to " + entry.to() + ": " + entry.cause())
        .toList();
  }

  @Test
  void the_status_says_what_an_operator_asks_for() {
    VirtualNetwork network = network(LEFT, RIGHT.passive());
    network.start();
    network.pass(SECONDS.toNanos(100));
    PeerStatus status = network.left.peer.status(network.now);
    assertThat(status.state()).isEqualTo(PeerState.ESTABLISHED).hasToString("Established");
    assertThat(status.inState()).hasSeconds(100);
    assertThat(status.remoteAddress()).isEqualTo(LEFT.value().remoteAddress());
    assertThat(status.sessions()).isOne();
    assertThat(status.received().opens()).isOne();
    assertThat(status.sent().opens()).isOne();
    assertThat(status.history()).isEmpty();
  }

  private VirtualNetwork network(Settings one, Settings other) {
    return new VirtualNetwork(one.value(), left, other.value(), right);
  }
}
