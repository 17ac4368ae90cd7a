package io.munia.bgp.fsm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.fsm.ConnectionFsm.State;
import io.munia.bgp.message.Notification;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The states of one connection, each with what may come in it ([RFC 4271
/// §8.2.2](https://www.rfc-editor.org/rfc/rfc4271#section-8.2.2), [RFC
/// 6608](https://www.rfc-editor.org/rfc/rfc6608)).
class ConnectionFsmTest {
  private static final int HOLD_SECONDS = 90;

  /// Close to where a signed clock wraps: every comparison must survive it.
  private static final long START = Long.MAX_VALUE - SECONDS.toNanos(100);

  private long now = START;
  private final ConnectionFsm fsm = new ConnectionFsm(240, new SplittableRandom(1));

  @Test
  void a_connection_that_is_up_sends_an_open() {
    assertThat(fsm.on(Event.CONNECTED, now)).containsExactly(Action.SEND_OPEN);
    assertThat(fsm.state()).isEqualTo(State.OPEN_SENT);
  }

  @Test
  void an_open_is_answered_by_a_keepalive() {
    in(State.OPEN_SENT);
    assertThat(fsm.on(open(HOLD_SECONDS), now)).containsExactly(Action.SEND_KEEPALIVE);
    assertThat(fsm.state()).isEqualTo(State.OPEN_CONFIRM);
  }

  @Test
  void an_open_that_comes_before_ours_may_go_is_answered_with_it() {
    fsm.on(Event.HELD, now);
    assertThat(fsm.on(open(HOLD_SECONDS), now)).isEmpty();
    assertThat(fsm.state()).isEqualTo(State.CONNECTED);
    assertThat(fsm.on(Event.CONNECTED, now))
        .containsExactly(Action.SEND_OPEN, Action.SEND_KEEPALIVE);
    assertThat(fsm.state()).isEqualTo(State.OPEN_CONFIRM);
  }

  @Test
  void a_second_open_while_ours_is_held_back_is_an_fsm_error() {
    fsm.on(Event.HELD, now);
    fsm.on(open(HOLD_SECONDS), now);
    assertThat(fsm.on(open(HOLD_SECONDS), now)).hasSize(2).last().isEqualTo(Action.CLOSE);
  }

  @Test
  void a_keepalive_completes_the_session() {
    in(State.OPEN_CONFIRM);
    assertThat(fsm.on(Event.KEEPALIVE_RECEIVED, now)).containsExactly(Action.UP);
    assertThat(fsm.state()).isEqualTo(State.ESTABLISHED);
  }

  @Test
  void what_arrives_in_established_asks_for_nothing_and_allocates_nothing() {
    in(State.ESTABLISHED);
    List<Action> first = fsm.on(Event.UPDATE_RECEIVED, now);
    assertThat(first).isEmpty();
    assertThat(fsm.on(Event.KEEPALIVE_RECEIVED, now)).isSameAs(first);
    assertThat(fsm.on(Event.REFRESH_RECEIVED, now)).isSameAs(first);
  }

  /// [RFC 6608 §3](https://www.rfc-editor.org/rfc/rfc6608#section-3)
  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"CONNECTED", "OPEN_SENT", "OPEN_CONFIRM", "ESTABLISHED"})
  void an_unexpected_message_is_an_fsm_error_that_names_the_state_and_the_message(State state) {
    Map<State, Integer> subcodes =
        Map.of(State.CONNECTED, 0, State.OPEN_SENT, 1, State.OPEN_CONFIRM, 2, State.ESTABLISHED, 3);
    Map<Event, Integer> types =
        Map.of(
            open(HOLD_SECONDS),
            1,
            Event.UPDATE_RECEIVED,
            2,
            Event.KEEPALIVE_RECEIVED,
            4,
            Event.REFRESH_RECEIVED,
            5);
    Map<State, Set<Integer>> expected =
        Map.of(
            State.CONNECTED, Set.of(1),
            State.OPEN_SENT, Set.of(1),
            State.OPEN_CONFIRM, Set.of(4),
            State.ESTABLISHED, Set.of(2, 4, 5));
    types.forEach((event, type) -> {
      if (expected.getOrDefault(state, Set.of()).contains(type)) {
        return;
      }
      ConnectionFsm one = machineIn(state);
      List<Action> actions = one.on(event, now);
      assertThat(actions).hasSize(2).last().isEqualTo(Action.CLOSE);
      assertThat(((Action.SendNotification) actions.getFirst()).notification())
          .isEqualTo(
              new Notification(5, subcodes.getOrDefault(state, -1), new byte[] {type.byteValue()}));
      assertThat(one.state()).isEqualTo(State.CLOSED);
    });
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void a_notification_is_never_answered(State state) {
    ConnectionFsm one = machineIn(state);
    assertThat(one.on(Event.NOTIFICATION_RECEIVED, now))
        .isEqualTo(state == State.CLOSED ? List.of() : List.of(Action.CLOSE));
    assertThat(one.state()).isEqualTo(State.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void a_lost_connection_is_closed_without_a_word(State state) {
    ConnectionFsm one = machineIn(state);
    assertThat(one.on(Event.LOST, now))
        .isEqualTo(state == State.CLOSED ? List.of() : List.of(Action.CLOSE));
  }

  @ParameterizedTest
  @EnumSource(value = State.class, names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
  void a_stop_says_why_and_closes(State state) {
    Notification cease = new Notification(6, 2);
    assertThat(machineIn(state).on(new Event.Stop(cease, "why"), now))
        .containsExactly(new Action.SendNotification(cease, "why"), Action.CLOSE);
  }

  @Test
  void nothing_comes_out_of_a_closed_connection() {
    in(State.CLOSED);
    for (Event event : allEvents()) {
      assertThat(fsm.on(event, now)).isEmpty();
    }
    assertThat(fsm.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
  }

  @ParameterizedTest
  @ValueSource(longs = {15, 240})
  void an_open_is_waited_for_so_long_and_no_longer(long seconds) {
    ConnectionFsm one = new ConnectionFsm(seconds, new SplittableRandom(1));
    one.on(Event.CONNECTED, now);
    assertThat(one.on(Event.DEADLINE_REACHED, now + SECONDS.toNanos(seconds) - 1)).isEmpty();
    assertThat(one.on(Event.DEADLINE_REACHED, now + SECONDS.toNanos(seconds)).getFirst())
        .isEqualTo(
            new Action.SendNotification(
                new Notification(4, 0), "nothing was heard for " + seconds + " s in OpenSent"));
  }

  @Test
  void a_connection_whose_open_is_held_back_does_not_stay_for_ever() {
    ConnectionFsm one = new ConnectionFsm(15, new SplittableRandom(1));
    assertThat(one.on(Event.HELD, now)).isEmpty();
    assertThat(one.on(Event.DEADLINE_REACHED, now + SECONDS.toNanos(15))).contains(Action.CLOSE);
  }

  /// [RFC 4271 §6.5](https://www.rfc-editor.org/rfc/rfc4271#section-6.5)
  @Test
  void silence_for_the_hold_time_ends_the_session() {
    in(State.ESTABLISHED);
    now += SECONDS.toNanos(HOLD_SECONDS);
    assertThat(fsm.holdExpired(now)).isTrue();
    assertThat(fsm.on(Event.DEADLINE_REACHED, now).getFirst())
        .isEqualTo(
            new Action.SendNotification(
                new Notification(4, 0),
                "nothing was heard for " + HOLD_SECONDS + " s in Established"));
  }

  @Test
  void each_message_puts_the_end_off() {
    in(State.ESTABLISHED);
    for (Event event :
        List.of(Event.UPDATE_RECEIVED, Event.KEEPALIVE_RECEIVED, Event.REFRESH_RECEIVED)) {
      now += SECONDS.toNanos(HOLD_SECONDS) - 1;
      fsm.on(event, now);
      assertThat(fsm.holdExpired(now + SECONDS.toNanos(HOLD_SECONDS) - 1)).isFalse();
    }
    assertThat(fsm.state()).isEqualTo(State.ESTABLISHED);
  }

  @Test
  void keepalives_go_out_every_third_of_the_hold_time_less_a_quarter() {
    in(State.ESTABLISHED);
    for (int i = 0; i < 100; i++) {
      long due = fsm.nextDeadlineNanos();
      assertThat(due - now)
          .isBetween(SECONDS.toNanos(HOLD_SECONDS) / 4, SECONDS.toNanos(HOLD_SECONDS) / 3);
      now = due;
      assertThat(fsm.on(Event.DEADLINE_REACHED, now)).containsExactly(Action.SEND_KEEPALIVE);
      fsm.on(Event.KEEPALIVE_RECEIVED, now);
    }
  }

  /// [RFC 4271 §4.4](https://www.rfc-editor.org/rfc/rfc4271#section-4.4)
  @Test
  void keepalives_are_never_less_than_a_second_apart() {
    in(State.OPEN_SENT);
    fsm.on(open(3), now);
    for (int i = 0; i < 100; i++) {
      assertThat(fsm.nextDeadlineNanos() - now).isCloseTo(SECONDS.toNanos(1), within(1L));
      now = fsm.nextDeadlineNanos();
      assertThat(fsm.on(Event.DEADLINE_REACHED, now)).containsExactly(Action.SEND_KEEPALIVE);
      fsm.on(Event.KEEPALIVE_RECEIVED, now);
    }
  }

  @Test
  void a_hold_time_of_zero_has_no_keepalives_and_no_end() {
    fsm.on(Event.CONNECTED, now);
    fsm.on(open(0), now);
    assertThat(fsm.nextDeadlineNanos()).isEqualTo(now + SECONDS.toNanos(240));
    fsm.on(Event.KEEPALIVE_RECEIVED, now);
    fsm.on(Event.UPDATE_RECEIVED, now);
    assertThat(fsm.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void a_neighbour_that_takes_no_bytes_is_given_up() {
    in(State.ESTABLISHED);
    fsm.on(Event.STALLED, now);
    fsm.on(Event.STALLED, now + SECONDS.toNanos(400));
    now += SECONDS.toNanos(480);
    fsm.on(Event.UPDATE_RECEIVED, now);
    assertThat(fsm.on(Event.DEADLINE_REACHED, now).getFirst())
        .isEqualTo(
            new Action.SendNotification(
                new Notification(8, 0), "the neighbour has taken no bytes for 480 s"));
  }

  /// [RFC 9687 §4](https://www.rfc-editor.org/rfc/rfc9687#section-4)
  @Test
  void without_a_hold_time_nobody_is_given_up_for_taking_no_bytes() {
    fsm.on(Event.CONNECTED, now);
    fsm.on(Event.STALLED, now);
    fsm.on(open(0), now);
    fsm.on(Event.KEEPALIVE_RECEIVED, now);
    fsm.on(Event.STALLED, now);
    assertThat(fsm.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
  }

  /// [RFC 4271 §8.1.3](https://www.rfc-editor.org/rfc/rfc4271#section-8.1.3)
  @Test
  void our_open_waits_for_the_neighbours_as_long_as_it_is_told_to() {
    ConnectionFsm one = new ConnectionFsm(15, 20, new SplittableRandom(1));
    assertThat(one.on(Event.CONNECTED, now)).isEmpty();
    assertThat(one.delaysOpen()).isTrue();
    assertThat(one.nextDeadlineNanos()).isEqualTo(now + SECONDS.toNanos(20));
    assertThat(one.on(Event.CONNECTED, now)).isEmpty();
    now += SECONDS.toNanos(20);
    assertThat(one.on(Event.DEADLINE_REACHED, now)).containsExactly(Action.SEND_OPEN);
    assertThat(one.state()).isEqualTo(State.OPEN_SENT);
    assertThat(one.delaysOpen()).isFalse();
    assertThat(one.nextDeadlineNanos()).isEqualTo(now + SECONDS.toNanos(15));
  }

  @Test
  void an_open_that_comes_in_the_meantime_is_answered_at_once() {
    ConnectionFsm one = new ConnectionFsm(15, 20, new SplittableRandom(1));
    one.on(Event.CONNECTED, now);
    assertThat(one.on(open(HOLD_SECONDS), now))
        .containsExactly(Action.SEND_OPEN, Action.SEND_KEEPALIVE);
    assertThat(one.state()).isEqualTo(State.OPEN_CONFIRM);
    assertThat(one.delaysOpen()).isFalse();
  }

  @Test
  void an_open_that_came_before_ours_may_go_needs_no_delay() {
    ConnectionFsm one = new ConnectionFsm(15, 20, new SplittableRandom(1));
    one.on(Event.HELD, now);
    one.on(open(HOLD_SECONDS), now);
    assertThat(one.on(Event.CONNECTED, now))
        .containsExactly(Action.SEND_OPEN, Action.SEND_KEEPALIVE);
  }

  @Test
  void a_neighbour_that_takes_bytes_again_is_kept() {
    in(State.ESTABLISHED);
    fsm.on(Event.STALLED, now);
    now += SECONDS.toNanos(479);
    fsm.on(Event.FLOWING, now);
    fsm.on(Event.UPDATE_RECEIVED, now);
    now += SECONDS.toNanos(2);
    fsm.on(Event.DEADLINE_REACHED, now);
    assertThat(fsm.state()).isEqualTo(State.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void any_sequence_of_events_leaves_it_defined(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = allEvents();
    for (int run = 0; run < 200; run++) {
      ConnectionFsm one = new ConnectionFsm(240, run % 2 * 30L, random.split());
      boolean closed = false;
      for (int step = 0; step < 60; step++) {
        now += random.nextLong(SECONDS.toNanos(120));
        Event event = events.get(random.nextInt(events.size()));
        List<Action> actions = one.on(event, now);
        assertThat(actions)
            .as("seed %d run %d step %d: %s", seed, run, step, event)
            .doesNotContainNull()
            .hasSizeLessThanOrEqualTo(2);
        if (closed) {
          assertThat(actions).isEmpty();
        }
        assertThat(actions.contains(Action.CLOSE)).isEqualTo(!closed && isClosed(one));
        closed = isClosed(one);
        if (one.state() != State.CONNECTED) {
          assertThat(one.nextDeadlineNanos() == Deadline.NEVER)
              .as("seed %d: open connections have a deadline, closed ones none", seed)
              .isEqualTo(closed);
        }
      }
    }
  }

  private static boolean isClosed(ConnectionFsm one) {
    return one.state() == State.CLOSED;
  }

  private void in(State state) {
    drive(fsm, state);
  }

  private ConnectionFsm machineIn(State state) {
    ConnectionFsm one = new ConnectionFsm(240, new SplittableRandom(1));
    drive(one, state);
    return one;
  }

  private void drive(ConnectionFsm one, State state) {
    if (state == State.CLOSED) {
      one.on(Event.LOST, now);
    }
    if (state.compareTo(State.OPEN_SENT) >= 0) {
      one.on(Event.CONNECTED, now);
    }
    if (state.compareTo(State.OPEN_CONFIRM) >= 0) {
      one.on(open(HOLD_SECONDS), now);
    }
    if (state.compareTo(State.ESTABLISHED) >= 0) {
      one.on(Event.KEEPALIVE_RECEIVED, now);
    }
    assertThat(one.state()).isEqualTo(state);
  }

  private static List<Event> allEvents() {
    return List.of(
        Event.HELD,
        Event.CONNECTED,
        open(HOLD_SECONDS),
        Event.KEEPALIVE_RECEIVED,
        Event.UPDATE_RECEIVED,
        Event.REFRESH_RECEIVED,
        Event.NOTIFICATION_RECEIVED,
        new Event.Malformed(new Notification(1, 1), "marker"),
        new Event.Stop(new Notification(6, 2), "stop"),
        Event.STALLED,
        Event.FLOWING,
        Event.LOST,
        Event.DEADLINE_REACHED);
  }

  private static Event open(int holdSeconds) {
    return new Event.OpenReceived(
        Negotiated.between(new Asn(64512), new Asn(64900), new RouterId(1), new RouterId(2))
            .holdTimeSeconds(holdSeconds)
            .families(Set.of(AddressFamily.IPV4_UNICAST))
            .routeRefresh(true)
            .enhancedRouteRefresh(true)
            .build());
  }
}
