package io.munia.ndp;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A link whose clock the test moves: [RFC 4861
/// §6.2](https://www.rfc-editor.org/rfc/rfc4861#section-6.2), [RFC 4861
/// §6.3](https://www.rfc-editor.org/rfc/rfc4861#section-6.3).
class DiscoveryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Long.MAX_VALUE - 5 * SECOND / 2;
  private static final IpAddress FIRST = IpAddress.parse("fe80::1").inZone(3);
  private static final IpAddress SECOND_ROUTER = IpAddress.parse("fe80::2").inZone(3);
  private static final IpAddress THIRD = IpAddress.parse("fe80::3").inZone(3);

  private final Discovery discovery = new Discovery(new SplittableRandom(1), START);
  private final List<Long> advertised = new ArrayList<>();
  private final List<Long> solicited = new ArrayList<>();
  private final List<Found> told = new ArrayList<>();
  private long now = START;

  private void event(DiscoveryEvent event) {
    for (DiscoveryAction action : discovery.on(event, now)) {
      switch (action) {
        case DiscoveryAction.Advertise() -> advertised.add(now - START);
        case DiscoveryAction.Solicit() -> solicited.add(now - START);
        case DiscoveryAction.Tell(Found found) -> told.add(found);
      }
    }
  }

  /// Goes on for so long, and does what is due on the way.
  private void pass(long nanos) {
    long end = now + nanos;
    for (long next = discovery.nextDeadlineNanos();
        next != Discovery.NEVER && next - end <= 0;
        next = discovery.nextDeadlineNanos()) {
      now = next - now > 0 ? next : now;
      event(new DiscoveryEvent.DeadlineReached());
    }
    now = end;
  }

  private void up() {
    event(new DiscoveryEvent.LinkUp());
    pass(0);
  }

  private void heard(IpAddress from, int lifetime) {
    event(
        new DiscoveryEvent.Advertised(
            from, new RouterMessage.Advertisement(0, 0, lifetime, 0, 0, Optional.empty())));
  }

  private Optional<IpAddress> neighbour() {
    return discovery.found().neighbour();
  }

  /// [RFC 4861 §6.2.4](https://www.rfc-editor.org/rfc/rfc4861#section-6.2.4): a few at the start,
  /// then at random times, never two within three seconds.
  @Test
  void a_link_that_comes_up_is_advertised_on_quickly_and_then_every_ten_seconds() {
    up();
    pass(60 * SECOND);
    assertThat(advertised.subList(0, 3)).containsExactly(0L, 3 * SECOND, 6 * SECOND);
    assertThat(advertised).hasSizeBetween(8, 11);
    for (int i = 3; i < advertised.size(); i++) {
      assertThat(advertised.get(i) - advertised.get(i - 1))
          .isBetween(Discovery.INTERVAL_NANOS_MIN, Discovery.INTERVAL_NANOS_MAX);
    }
  }

  /// [RFC 4861 §6.3.7](https://www.rfc-editor.org/rfc/rfc4861#section-6.3.7): three times, four
  /// seconds apart, and not once somebody was heard.
  @Test
  void routers_are_asked_for_three_times_at_most() {
    up();
    pass(60 * SECOND);
    assertThat(solicited).containsExactly(0L, 4 * SECOND, 8 * SECOND);
  }

  @Test
  void nobody_is_asked_once_a_router_was_heard() {
    up();
    heard(FIRST, 0);
    pass(60 * SECOND);
    assertThat(solicited).containsExactly(0L);
  }

  /// [RFC 4861 §6.2.6](https://www.rfc-editor.org/rfc/rfc4861#section-6.2.6): within half a second,
  /// but no two to all nodes within three.
  @Test
  void who_asks_is_answered_soon_and_a_flood_of_questions_not_faster() {
    up();
    pass(26 * SECOND);
    advertised.clear();
    for (int i = 0; i < 10_000; i++) {
      event(new DiscoveryEvent.Solicited());
      pass(SECOND / 1_000);
    }
    assertThat(advertised).hasSizeBetween(3, 5);
    for (int i = 1; i < advertised.size(); i++) {
      assertThat(advertised.get(i) - advertised.get(i - 1))
          .isGreaterThanOrEqualTo(Discovery.BETWEEN_NANOS_MIN);
    }
  }

  @Test
  void an_answer_comes_within_half_a_second() {
    up();
    pass(10 * SECOND);
    long last = advertised.getLast();
    now = START + last + 4 * SECOND;
    long asked = now - START;
    event(new DiscoveryEvent.Solicited());
    pass(SECOND);
    assertThat(advertised.getLast()).isBetween(asked, asked + Discovery.ANSWER_NANOS_MAX);
  }

  @Test
  void the_first_router_is_the_neighbour_and_told_once() {
    up();
    heard(FIRST, 30);
    for (int i = 0; i < 5; i++) {
      pass(10 * SECOND);
      heard(FIRST, 30);
    }
    assertThat(told).containsExactly(new Found(Optional.of(FIRST), List.of(), ""));
  }

  /// A lifetime of 0 is what we say all the time.
  @Test
  void a_router_that_is_no_default_router_is_a_neighbour_like_any_other() {
    up();
    heard(FIRST, 30);
    heard(FIRST, 0);
    assertThat(neighbour()).contains(FIRST);
    pass(600 * SECOND);
    assertThat(neighbour()).contains(FIRST);
  }

  @Test
  void a_second_router_is_named_and_takes_no_place_while_the_first_one_answers() {
    up();
    heard(FIRST, 30);
    heard(SECOND_ROUTER, 30);
    for (int i = 0; i < 20; i++) {
      pass(SECOND);
      heard(FIRST, 30);
      pass(9 * SECOND);
      heard(SECOND_ROUTER, 30);
    }
    assertThat(told)
        .containsExactly(
            new Found(Optional.of(FIRST), List.of(), ""),
            new Found(Optional.of(FIRST), List.of(SECOND_ROUTER), ""));
    assertThat(told.getLast().sentence("eth1"))
        .isEqualTo("eth1 has another router, fe80::2; the first one is kept while it lives");
    // One question in half a minute, however often the others are heard.
    assertThat(solicited).hasSizeBetween(2, 9);
  }

  @Test
  void a_router_that_says_nothing_any_longer_is_forgotten() {
    up();
    heard(FIRST, 30);
    event(new DiscoveryEvent.InUse(true));
    heard(SECOND_ROUTER, 30);
    heard(THIRD, 1800);
    assertThat(discovery.found().others()).containsExactly(SECOND_ROUTER, THIRD);
    assertThat(discovery.found().sentence("eth1")).contains("fe80::2 and 1 more");
    pass(61 * SECOND);
    assertThat(discovery.found().others()).containsExactly(THIRD);
    pass(1800 * SECOND);
    assertThat(discovery.found()).isEqualTo(new Found(Optional.of(FIRST), List.of(), ""));
  }

  /// A rebooted switch with another address.
  @Test
  void a_router_takes_the_place_of_one_that_has_no_session_and_does_not_answer() {
    up();
    heard(FIRST, 1800);
    pass(20 * SECOND);
    heard(SECOND_ROUTER, 1800);
    assertThat(solicited.getLast()).isEqualTo(20 * SECOND);
    pass(Discovery.TEST_NANOS - 1);
    assertThat(neighbour()).contains(FIRST);
    pass(1);
    assertThat(discovery.found()).isEqualTo(new Found(Optional.of(SECOND_ROUTER), List.of(), ""));
  }

  @Test
  void a_session_that_stands_keeps_its_neighbour_however_silent_it_is() {
    up();
    heard(FIRST, 30);
    event(new DiscoveryEvent.InUse(true));
    for (int i = 0; i < 30; i++) {
      heard(SECOND_ROUTER, 30);
      pass(10 * SECOND);
    }
    assertThat(neighbour()).contains(FIRST);
    heard(SECOND_ROUTER, 30);
    event(new DiscoveryEvent.InUse(false));
    pass(Discovery.TEST_NANOS);
    assertThat(neighbour()).contains(SECOND_ROUTER);
  }

  @Test
  void a_session_that_comes_while_its_neighbour_is_asked_saves_its_place() {
    up();
    heard(FIRST, 30);
    heard(SECOND_ROUTER, 30);
    event(new DiscoveryEvent.InUse(true));
    pass(60 * SECOND);
    assertThat(neighbour()).contains(FIRST);
  }

  @Test
  void of_several_the_one_that_was_heard_last_takes_the_place() {
    up();
    heard(FIRST, 1800);
    heard(THIRD, 1800);
    pass(SECOND);
    heard(SECOND_ROUTER, 1800);
    pass(Discovery.TEST_NANOS);
    assertThat(discovery.found())
        .isEqualTo(new Found(Optional.of(SECOND_ROUTER), List.of(THIRD), ""));
  }

  @Test
  void a_link_that_goes_down_has_no_neighbour_and_begins_anew() {
    up();
    heard(FIRST, 30);
    pass(30 * SECOND);
    event(new DiscoveryEvent.LinkDown("is down"));
    assertThat(told.getLast()).isEqualTo(new Found(Optional.empty(), List.of(), "is down"));
    assertThat(told.getLast().sentence("eth1")).isEqualTo("eth1 is down");
    assertThat(discovery.nextDeadlineNanos()).isEqualTo(Discovery.NEVER);
    heard(FIRST, 30);
    event(new DiscoveryEvent.Solicited());
    assertThat(neighbour()).isEmpty();
    advertised.clear();
    solicited.clear();
    up();
    assertThat(told.getLast().sentence("eth1"))
        .isEqualTo("eth1 has heard no router advertisement yet");
    assertThat(advertised).hasSize(1);
    assertThat(solicited).hasSize(1);
    heard(SECOND_ROUTER, 30);
    assertThat(neighbour()).contains(SECOND_ROUTER);
  }

  @Test
  void a_flood_of_routers_is_bounded_and_never_costs_the_neighbour_its_place() {
    up();
    heard(FIRST, 30);
    event(new DiscoveryEvent.InUse(true));
    for (int i = 0; i < 10_000; i++) {
      heard(IpAddress.v6(FIRST.high(), 1_000 + i), 9_000);
      assertThat(discovery.found().others()).hasSizeLessThan(Discovery.ROUTERS_MAX);
    }
    assertThat(neighbour()).contains(FIRST);
  }
}
