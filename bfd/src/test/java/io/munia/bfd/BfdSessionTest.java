package io.munia.bfd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BfdSessionTest {
  private static final BfdTimers TIMERS = new BfdTimers(100_000, 3);

  /// [RFC 5880 §6.2](https://www.rfc-editor.org/rfc/rfc5880#section-6.2): what we become, by what
  /// we are and what the neighbour says.
  @ParameterizedTest
  @CsvSource({
    "DOWN, ADMIN_DOWN, DOWN",
    "DOWN, DOWN,       INIT",
    "DOWN, INIT,       UP",
    "DOWN, UP,         DOWN",
    "INIT, ADMIN_DOWN, DOWN",
    "INIT, DOWN,       INIT",
    "INIT, INIT,       UP",
    "INIT, UP,         UP",
    "UP,   ADMIN_DOWN, DOWN",
    "UP,   DOWN,       DOWN",
    "UP,   INIT,       UP",
    "UP,   UP,         UP"
  })
  void states_follow_what_the_neighbour_says(BfdState ours, BfdState said, BfdState becomes) {
    BfdSession session = new BfdSession(Wire.OURS, TIMERS, new SplittableRandom(1), 0);
    if (ours != BfdState.DOWN) {
      session.on(says(BfdState.DOWN), 1);
    }
    if (ours == BfdState.UP) {
      session.on(says(BfdState.INIT), 2);
    }
    assertThat(session.state()).isEqualTo(ours);
    session.on(says(said), 3);
    assertThat(session.state()).isEqualTo(becomes);
  }

  private static BfdEvent says(BfdState state) {
    return new BfdEvent.Received(packet(state, false, false, 100_000));
  }

  private static BfdPacket packet(BfdState state, boolean poll, boolean last, long minRx) {
    return new BfdPacket(
        Diagnostic.NONE,
        state,
        poll,
        last,
        false,
        false,
        3,
        Wire.THEIRS,
        Wire.OURS,
        100_000,
        minRx,
        0);
  }

  @Test
  void two_ends_come_up_and_speed_up_by_a_poll() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    assertThat(wire.us.session.polling()).isFalse();
    assertThat(wire.us.session.transmitMicros()).isEqualTo(100_000);
    assertThat(wire.us.session.detectionMicros()).isEqualTo(300_000);
    assertThat(wire.us.sent).anyMatch(BfdPacket::poll);
    assertThat(wire.us.sent).noneMatch(packet -> packet.poll() && packet.last());
    assertThat(wire.us.told.getLast().state()).isEqualTo(BfdState.UP);
  }

  /// [RFC 5880 §6.8.3](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.3): one second where the
  /// session is not up.
  @Test
  void who_is_not_up_sends_about_once_a_second() {
    Wire wire = Wire.of(100, 3);
    wire.cut = true;
    wire.run(10_000);
    assertThat(wire.us.sent).hasSizeBetween(11, 14);
    assertThat(wire.us.sent).allMatch(packet -> packet.desiredMinTxMicros() == 1_000_000);
    assertThat(wire.us.sent).allMatch(packet -> packet.requiredMinRxMicros() == 100_000);
  }

  /// [RFC 5880 §6.8.7](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.7): jitter, and ours on
  /// the early side.
  @Test
  void packets_go_out_after_75_to_90_percent_of_the_interval() {
    Wire wire = Wire.of(100, 1);
    wire.up();
    int from = wire.us.sentAt.size();
    wire.run(20_000);
    List<Long> gaps = new ArrayList<>();
    for (int i = from; i < wire.us.sentAt.size(); i++) {
      gaps.add(wire.us.sentAt.get(i) - wire.us.sentAt.get(i - 1));
    }
    assertThat(gaps).allMatch(gap -> gap >= 75_000_000 && gap <= 90_000_000);
    assertThat(gaps.stream().distinct().count()).isGreaterThan(100);
  }

  /// [RFC 5880 §6.8.4](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.4).
  @Test
  void silence_of_three_intervals_means_down() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.cut = true;
    wire.run(200);
    assertThat(wire.us.session.state()).isEqualTo(BfdState.UP);
    wire.run(101);
    assertThat(wire.us.session.state()).isEqualTo(BfdState.DOWN);
    BfdChange change = wire.us.told.getLast();
    assertThat(change.diagnostic()).isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
    assertThat(change.sentence()).isEqualTo("control detection time expired, no packet for 300 ms");
    assertThat(wire.us.last().state()).isEqualTo(BfdState.DOWN);
    assertThat(wire.us.last().yourDiscriminator()).isZero();
  }

  @Test
  void the_slower_of_both_ends_sets_the_pace() {
    Wire wire = new Wire(new BfdTimers(100_000, 3), new BfdTimers(250_000, 5), 7);
    wire.up();
    assertThat(wire.us.session.transmitMicros()).isEqualTo(250_000);
    assertThat(wire.us.session.detectionMicros()).isEqualTo(1_250_000);
    assertThat(wire.them.session.detectionMicros()).isEqualTo(750_000);
  }

  @Test
  void a_cut_that_is_mended_brings_both_up_again() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.cut = true;
    wire.run(5_000);
    wire.cut = false;
    wire.up();
    assertThat(wire.us.told.stream().map(BfdChange::state))
        .containsSubsequence(BfdState.UP, BfdState.DOWN, BfdState.UP);
  }

  /// [RFC 5880 §6.8.3](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.3): sending less often,
  /// and counting on more, waits for the neighbour's answer.
  @Test
  void other_timers_hold_when_the_neighbour_knows_of_them() {
    Wire wire = Wire.of(300, 3);
    wire.up();
    wire.cut = true;
    wire.on(wire.us, new BfdEvent.Configured(new BfdTimers(500_000, 3)));
    assertThat(wire.us.session.polling()).isTrue();
    assertThat(wire.us.session.transmitMicros()).isEqualTo(300_000);
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, false, true, 100_000)));
    assertThat(wire.us.session.transmitMicros()).isEqualTo(500_000);
    wire.on(wire.us, new BfdEvent.Configured(new BfdTimers(100_000, 3)));
    assertThat(wire.us.session.transmitMicros()).isEqualTo(100_000);
    assertThat(wire.us.session.receiveMicros()).isEqualTo(500_000);
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, false, true, 100_000)));
    assertThat(wire.us.session.receiveMicros()).isEqualTo(100_000);
    assertThat(wire.us.told.stream().filter(change -> change.state() == BfdState.DOWN)).isEmpty();
  }

  /// [RFC 5880 §6.5](https://www.rfc-editor.org/rfc/rfc5880#section-6.5).
  @Test
  void an_answer_to_the_poll_before_does_not_end_this_one() {
    Wire wire = Wire.of(300, 3);
    wire.up();
    wire.cut = true;
    wire.on(wire.us, new BfdEvent.Configured(new BfdTimers(500_000, 3)));
    wire.on(wire.us, new BfdEvent.Configured(new BfdTimers(700_000, 3)));
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, false, true, 100_000)));
    assertThat(wire.us.session.polling()).isTrue();
    assertThat(wire.us.session.transmitMicros()).isEqualTo(300_000);
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, false, true, 100_000)));
    assertThat(wire.us.session.transmitMicros()).isEqualTo(700_000);
  }

  @Test
  void timers_change_between_two_running_ends_and_nobody_goes_down() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    for (long millis : new long[] {1_000, 50, 300, 10, 100}) {
      wire.on(wire.us, new BfdEvent.Configured(new BfdTimers(millis * 1_000, 3)));
      wire.run(4_000);
      assertThat(wire.us.session.transmitMicros()).isEqualTo(Math.max(100, millis) * 1_000);
      assertThat(wire.us.session.polling()).isFalse();
    }
    assertThat(wire.us.told.getLast().state()).isEqualTo(BfdState.UP);
    assertThat(wire.them.told.getLast().state()).isEqualTo(BfdState.UP);
    assertThat(wire.us.told.stream().filter(change -> change.state() == BfdState.UP)).hasSize(1);
  }

  @Test
  void a_poll_is_answered_at_once() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.cut = true;
    int before = wire.us.sent.size();
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, true, false, 100_000)));
    assertThat(wire.us.sent).hasSize(before + 1);
    assertThat(wire.us.last().last()).isTrue();
    assertThat(wire.us.last().poll()).isFalse();
  }

  /// [RFC 5880 §6.8.7](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.7).
  @Test
  void a_neighbour_that_can_receive_nothing_is_sent_nothing() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.cut = true;
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, false, false, 0)));
    int before = wire.us.sent.size();
    wire.run(250);
    assertThat(wire.us.sent).hasSize(before);
    wire.on(wire.us, new BfdEvent.Received(packet(BfdState.UP, false, false, 100_000)));
    wire.run(100);
    assertThat(wire.us.sent.size()).isGreaterThan(before);
  }

  /// [RFC 5880 §6.8.16](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.16).
  @Test
  void a_session_that_is_shut_tells_the_neighbour_that_it_is_no_failure() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.on(wire.us, new BfdEvent.Disabled());
    BfdChange change = wire.them.told.getLast();
    assertThat(change.state()).isEqualTo(BfdState.DOWN);
    assertThat(change.remoteState()).isEqualTo(BfdState.ADMIN_DOWN);
    assertThat(change.diagnostic()).isEqualTo(Diagnostic.NEIGHBOR_SIGNALED_DOWN);
    assertThat(change.sentence()).isEqualTo("the neighbour has shut its BFD session down");
    wire.run(3_000);
    assertThat(wire.us.session.state()).isEqualTo(BfdState.ADMIN_DOWN);
    assertThat(wire.us.last().state()).isEqualTo(BfdState.ADMIN_DOWN);
  }

  /// Who relies on the path must know when a neighbour that had shut its session has gone quiet.
  @Test
  void a_shut_session_that_goes_silent_is_told_as_no_longer_shut() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.on(wire.us, new BfdEvent.Disabled());
    wire.cut = true;
    wire.run(10_000);
    assertThat(wire.them.told.getLast().remoteState()).isEqualTo(BfdState.DOWN);
  }

  @Test
  void a_stall_of_ours_is_not_the_neighbours_silence() {
    Wire wire = Wire.of(100, 3);
    wire.up();
    wire.cut = true;
    long stall = TimeUnit.MILLISECONDS.toNanos(400);
    wire.now += stall;
    wire.on(wire.us, new BfdEvent.Stalled(stall));
    wire.on(wire.us, new BfdEvent.DeadlineReached());
    assertThat(wire.us.session.state()).isEqualTo(BfdState.UP);
    wire.run(301);
    assertThat(wire.us.session.state()).isEqualTo(BfdState.DOWN);
  }

  /// Whatever a neighbour says, in whatever order: nothing breaks, and there is always a next
  /// packet or a reason for none.
  @Test
  void any_sequence_of_packets_is_lived_through() {
    SplittableRandom random = new SplittableRandom(6_8_6);
    for (int run = 0; run < 300; run++) {
      BfdSession session = new BfdSession(Wire.OURS, TIMERS, random.split(), 0);
      long now = 0;
      for (int i = 0; i < 300; i++) {
        now += random.nextLong(200_000_000);
        session.on(new BfdEvent.Received(anything(random)), now);
        session.on(new BfdEvent.DeadlineReached(), now);
        if (random.nextInt(20) == 0) {
          session.on(
              new BfdEvent.Configured(new BfdTimers(10_000 + random.nextInt(1_000_000), 3)), now);
        }
        assertThat(session.nextDeadlineNanos()).isGreaterThanOrEqualTo(now);
        assertThat(session.nextDeadlineNanos()).isNotEqualTo(BfdSession.NEVER);
      }
    }
  }

  private static BfdPacket anything(SplittableRandom random) {
    return new BfdPacket(
        new Diagnostic(random.nextInt(32)),
        BfdState.of(random.nextInt(4)),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        1 + random.nextInt(255),
        1 + random.nextInt(1_000),
        Wire.OURS,
        random.nextBoolean() ? random.nextInt(1_000_000) : 0xffff_ffffL,
        random.nextBoolean() ? random.nextInt(1_000_000) : 0,
        0);
  }
}
