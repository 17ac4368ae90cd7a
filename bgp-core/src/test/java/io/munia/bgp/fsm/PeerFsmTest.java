package io.munia.bgp.fsm;

import static io.munia.bgp.fsm.Side.INCOMING;
import static io.munia.bgp.fsm.Side.OUTGOING;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.message.Notification;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerFsmTest {
  private static final RouterId OURS = RouterId.parse("10.0.0.5");
  private static final RouterId GREATER = RouterId.parse("200.0.0.1");
  private static final RouterId SMALLER = RouterId.parse("10.0.0.1");
  private static final Asn OUR_AS = new Asn(64512);
  private static final Asn REMOTE_AS = new Asn(64900);
  private static final Notification COLLISION = new Notification(6, 7);

  private long now = -SECONDS.toNanos(50);
  private PeerFsm fsm = machine(false);

  @Test
  void a_neighbour_is_connected_to_at_once() {
    assertThat(on(new PeerEvent.Start())).containsExactly(new PeerAction.Connect());
    assertThat(fsm.stage(OUTGOING)).isEqualTo(Stage.CONNECT);
  }

  @Test
  void a_passive_neighbour_is_waited_for() {
    fsm = machine(true);
    assertThat(on(new PeerEvent.Start())).isEmpty();
    on(new PeerEvent.Accepted());
    on(new PeerEvent.Ended(INCOMING));
    assertThat(fsm.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void attempts_are_5_to_120_seconds_apart_less_up_to_a_quarter() {
    on(new PeerEvent.Start());
    for (long seconds : new long[] {5, 10, 20, 40, 80, 120, 120, 120}) {
      on(new PeerEvent.ConnectFailed());
      long wait = fsm.nextDeadlineNanos() - now;
      assertThat(wait).isBetween(SECONDS.toNanos(seconds) * 3 / 4, SECONDS.toNanos(seconds));
      now += wait - 1;
      assertThat(on(new PeerEvent.DeadlineReached())).isEmpty();
      now += 1;
      assertThat(on(new PeerEvent.DeadlineReached())).containsExactly(new PeerAction.Connect());
    }
  }

  @Test
  void an_attempt_that_gets_no_answer_is_given_up_and_made_again() {
    on(new PeerEvent.Start());
    now += SECONDS.toNanos(PeerFsm.CONNECT_SECONDS);
    assertThat(on(new PeerEvent.DeadlineReached()))
        .containsExactly(new PeerAction.CancelConnect("no answer within 10 s"));
    now = fsm.nextDeadlineNanos();
    assertThat(on(new PeerEvent.DeadlineReached())).containsExactly(new PeerAction.Connect());
  }

  @Test
  void a_session_that_lasted_is_made_again_soon_however_many_attempts_it_took() {
    on(new PeerEvent.Start());
    for (int i = 0; i < 6; i++) {
      on(new PeerEvent.ConnectFailed());
      now = fsm.nextDeadlineNanos();
      on(new PeerEvent.DeadlineReached());
    }
    establish(OUTGOING);
    now += SECONDS.toNanos(PeerFsm.STABLE_SECONDS);
    on(new PeerEvent.Ended(OUTGOING));
    assertThat(fsm.nextDeadlineNanos() - now).isLessThanOrEqualTo(SECONDS.toNanos(5));
  }

  @Test
  void a_session_that_dies_young_again_and_again_is_backed_off_from() {
    on(new PeerEvent.Start());
    long wait = 0;
    for (int i = 0; i < 8; i++) {
      establish(OUTGOING);
      now += SECONDS.toNanos(1);
      on(new PeerEvent.Ended(OUTGOING));
      wait = fsm.nextDeadlineNanos() - now;
      now += wait;
      on(new PeerEvent.DeadlineReached());
    }
    assertThat(wait).isGreaterThanOrEqualTo(SECONDS.toNanos(90));
  }

  @Test
  void our_open_is_held_back_on_the_neighbours_connection_while_one_of_ours_is_under_way() {
    on(new PeerEvent.Start());
    assertThat(on(new PeerEvent.Connected())).containsExactly(new PeerAction.Open(OUTGOING));
    assertThat(on(new PeerEvent.Accepted())).containsExactly(new PeerAction.Adopt());
    assertThat(on(new PeerEvent.Ended(OUTGOING))).containsExactly(new PeerAction.Open(INCOMING));
  }

  @Test
  void our_open_goes_at_once_where_nothing_of_ours_is_under_way() {
    fsm = machine(true);
    on(new PeerEvent.Start());
    assertThat(on(new PeerEvent.Accepted()))
        .containsExactly(new PeerAction.Adopt(), new PeerAction.Open(INCOMING));
  }

  @Test
  void the_neighbours_connection_survives_where_its_identifier_is_greater() {
    bothSidesAreConnected();
    List<PeerAction> actions = on(open(INCOMING, GREATER));
    assertThat(actions).hasSize(2).last().isEqualTo(new PeerAction.Open(INCOMING));
    assertThat(actions.getFirst()).satisfies(isDrop(OUTGOING));
    assertThat(fsm.stage(INCOMING)).isEqualTo(Stage.OPEN_CONFIRM);
    assertThat(fsm.stage(OUTGOING)).isEqualTo(Stage.NONE);
  }

  @Test
  void our_connection_survives_where_our_identifier_is_greater() {
    bothSidesAreConnected();
    assertThat(on(open(INCOMING, SMALLER))).singleElement().satisfies(isDrop(INCOMING));
    assertThat(fsm.stage(OUTGOING)).isEqualTo(Stage.OPEN_SENT);
  }

  /// [RFC 6286 §2.3](https://www.rfc-editor.org/rfc/rfc6286#section-2.3)
  @Test
  void equal_identifiers_are_decided_by_the_greater_as_though_it_is_ours() {
    bothSidesAreConnected();
    assertThat(on(new PeerEvent.OpenReceived(INCOMING, OURS, new Asn(1))))
        .singleElement()
        .satisfies(isDrop(INCOMING))
        .extracting(action -> ((PeerAction.Drop) action).why())
        .asString()
        .contains("the greater AS stays")
        .contains("1 there");
  }

  /// [RFC 6286 §2.3](https://www.rfc-editor.org/rfc/rfc6286#section-2.3)
  @Test
  void equal_identifiers_are_decided_by_the_greater_as() {
    bothSidesAreConnected();
    assertThat(on(open(INCOMING, OURS)).getFirst()).satisfies(isDrop(OUTGOING));
  }

  @Test
  void identifiers_are_compared_unsigned() {
    bothSidesAreConnected();
    assertThat(on(open(INCOMING, new RouterId(-1))).getFirst()).satisfies(isDrop(OUTGOING));
  }

  @Test
  void in_open_confirm_our_connection_survives_where_our_identifier_is_greater() {
    bothSidesAreConnected();
    on(open(OUTGOING, SMALLER));
    assertThat(on(open(INCOMING, SMALLER))).singleElement().satisfies(isDrop(INCOMING));
  }

  @Test
  void in_open_confirm_a_greater_neighbours_connection_waits_and_goes_when_ours_is_established() {
    bothSidesAreConnected();
    on(open(OUTGOING, GREATER));
    assertThat(on(open(INCOMING, GREATER))).isEmpty();
    assertThat(on(new PeerEvent.Established(OUTGOING))).singleElement().satisfies(isDrop(INCOMING));
  }

  @Test
  void in_open_confirm_a_greater_neighbours_connection_goes_on_when_it_drops_ours() {
    bothSidesAreConnected();
    on(open(OUTGOING, GREATER));
    on(open(INCOMING, GREATER));
    assertThat(on(new PeerEvent.Ended(OUTGOING))).containsExactly(new PeerAction.Open(INCOMING));
    assertThat(fsm.stage(INCOMING)).isEqualTo(Stage.OPEN_CONFIRM);
    on(new PeerEvent.Established(INCOMING));
    assertThat(fsm.stage(INCOMING)).isEqualTo(Stage.ESTABLISHED);
  }

  @Test
  void an_attempt_that_is_not_answered_yet_gives_way() {
    on(new PeerEvent.Start());
    on(new PeerEvent.Accepted());
    assertThat(on(open(INCOMING, SMALLER)))
        .containsExactly(
            new PeerAction.CancelConnect("of two connections the one that is further stays"),
            new PeerAction.Open(INCOMING));
  }

  /// [RFC 4271 §6.8](https://www.rfc-editor.org/rfc/rfc4271#section-6.8)
  @Test
  void both_ends_of_a_collision_keep_the_same_connection() {
    PeerFsm there =
        new PeerFsm(
            new PeerFsm.Settings(false, 5, 120, GREATER, REMOTE_AS), new SplittableRandom(2));
    there.on(new PeerEvent.Start(), now);
    there.on(new PeerEvent.Connected(), now);
    there.on(new PeerEvent.Accepted(), now);
    assertThat(there.on(new PeerEvent.OpenReceived(INCOMING, OURS, OUR_AS), now))
        .singleElement()
        .satisfies(isDrop(INCOMING));
    bothSidesAreConnected();
    assertThat(on(open(INCOMING, GREATER)).getFirst()).satisfies(isDrop(OUTGOING));
  }

  @Test
  void an_established_session_wins_over_a_new_connection() {
    on(new PeerEvent.Start());
    establish(OUTGOING);
    assertThat(on(new PeerEvent.Accepted()))
        .containsExactly(
            new PeerAction.Refuse(COLLISION, "an established session wins over a new one"));
    assertThat(fsm.stage(OUTGOING)).isEqualTo(Stage.ESTABLISHED);
  }

  @Test
  void an_established_session_ends_the_other_connection() {
    bothSidesAreConnected();
    on(open(OUTGOING, GREATER));
    assertThat(on(new PeerEvent.Established(OUTGOING))).singleElement().satisfies(isDrop(INCOMING));
  }

  @Test
  void the_neighbours_newest_connection_replaces_its_older_one() {
    fsm = machine(true);
    on(new PeerEvent.Start());
    on(new PeerEvent.Accepted());
    List<PeerAction> actions = on(new PeerEvent.Accepted());
    assertThat(actions.getFirst()).satisfies(isDrop(INCOMING));
    assertThat(actions).endsWith(new PeerAction.Adopt(), new PeerAction.Open(INCOMING)).hasSize(3);
  }

  @Test
  void a_neighbour_that_connects_ends_the_wait() {
    on(new PeerEvent.Start());
    on(new PeerEvent.ConnectFailed());
    on(new PeerEvent.Accepted());
    now = fsm.nextDeadlineNanos();
    assertThat(on(new PeerEvent.DeadlineReached())).isEmpty();
    on(new PeerEvent.Ended(INCOMING));
    assertThat(fsm.nextDeadlineNanos()).isNotEqualTo(Deadline.NEVER);
  }

  @Test
  void a_stopped_neighbour_is_left_alone_and_refused() {
    on(new PeerEvent.Start());
    establish(OUTGOING);
    Notification shutdown = new Notification(6, 2);
    assertThat(on(new PeerEvent.Stop(shutdown, "maintenance")))
        .containsExactly(new PeerAction.Drop(OUTGOING, shutdown, "maintenance"));
    assertThat(fsm.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
    assertThat(on(new PeerEvent.Accepted()))
        .containsExactly(
            new PeerAction.Refuse(new Notification(6, 5), "the session is administratively down"));
    assertThat(on(new PeerEvent.Start())).containsExactly(new PeerAction.Connect());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void any_sequence_of_events_leaves_it_defined(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      boolean passive = random.nextBoolean();
      PeerFsm one =
          new PeerFsm(new PeerFsm.Settings(passive, 5, 120, OURS, OUR_AS), random.split());
      for (int step = 0; step < 100; step++) {
        now += random.nextLong(SECONDS.toNanos(30));
        PeerEvent event = allEvents().get(random.nextInt(allEvents().size()));
        assertThat(one.on(event, now))
            .as("seed %d run %d step %d: %s", seed, run, step, event)
            .doesNotContainNull()
            .hasSizeLessThanOrEqualTo(3);
        boolean bothUp =
            one.stage(OUTGOING) == Stage.ESTABLISHED && one.stage(INCOMING) == Stage.ESTABLISHED;
        assertThat(bothUp).as("seed %d: one session at most", seed).isFalse();
        boolean alone = one.stage(OUTGOING) == Stage.NONE && one.stage(INCOMING) == Stage.NONE;
        if (one.started() && alone && !passive) {
          assertThat(one.nextDeadlineNanos())
              .as("seed %d: it always tries again", seed)
              .isNotEqualTo(Deadline.NEVER);
        }
      }
    }
  }

  private static List<PeerEvent> allEvents() {
    List<PeerEvent> events = new ArrayList<>();
    events.add(new PeerEvent.Start());
    events.add(new PeerEvent.Connected());
    events.add(new PeerEvent.ConnectFailed());
    events.add(new PeerEvent.Accepted());
    events.add(new PeerEvent.DeadlineReached());
    events.add(new PeerEvent.Stop(new Notification(6, 2), "stop"));
    for (Side side : Side.values()) {
      events.add(open(side, GREATER));
      events.add(open(side, SMALLER));
      events.add(new PeerEvent.Established(side));
      events.add(new PeerEvent.Ended(side));
    }
    return events;
  }

  private static java.util.function.Consumer<PeerAction> isDrop(Side side) {
    return action -> {
      assertThat(action).isInstanceOf(PeerAction.Drop.class);
      PeerAction.Drop drop = (PeerAction.Drop) action;
      assertThat(drop.side()).isEqualTo(side);
      assertThat(drop.notification()).isEqualTo(COLLISION);
    };
  }

  private void bothSidesAreConnected() {
    on(new PeerEvent.Start());
    on(new PeerEvent.Connected());
    on(new PeerEvent.Accepted());
  }

  private void establish(Side side) {
    on(side == OUTGOING ? new PeerEvent.Connected() : new PeerEvent.Accepted());
    on(open(side, GREATER));
    on(new PeerEvent.Established(side));
    assertThat(fsm.stage(side)).isEqualTo(Stage.ESTABLISHED);
  }

  private static PeerEvent open(Side side, RouterId id) {
    return new PeerEvent.OpenReceived(side, id, REMOTE_AS);
  }

  private List<PeerAction> on(PeerEvent event) {
    return fsm.on(event, now);
  }

  private static PeerFsm machine(boolean passive) {
    return new PeerFsm(
        new PeerFsm.Settings(passive, 5, 120, OURS, OUR_AS), new SplittableRandom(7));
  }
}
