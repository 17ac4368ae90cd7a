package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A group with a MinRouteAdvertisementInterval hears of changes once in so long ([RFC 4271
/// §9.2.1.1](https://www.rfc-editor.org/rfc/rfc4271#section-9.2.1.1)).
class IntervalTest {
  private static final String ROUTE = "192.0.2.0/24";

  private final Speaker us = new Speaker();
  private final Speaker.Peer a = us.client(1);

  @Test
  void the_first_change_goes_at_once_and_the_next_when_the_interval_is_over() {
    var slow = us.every(Duration.ofSeconds(5), 2);
    us.settle();
    slow.heard.log.clear();
    a.announce(ROUTE, "65001");
    us.settle();
    assertThat(slow.heard.log).containsExactly("+ " + ROUTE);
    for (int i = 0; i < 100; i++) {
      a.withdraw(ROUTE);
      us.settle();
      a.announce(ROUTE, "6500" + i % 9);
      us.settle();
    }
    a.withdraw(ROUTE);
    us.settle();
    assertThat(slow.heard.log).as("nothing while it waits").hasSize(1);
    assertThat(us.alarms).as("one, however much changes").hasSize(1);
    us.alarms.poll().run();
    us.settle();
    assertThat(slow.heard.log)
        .as("what has changed, once")
        .containsExactly("+ " + ROUTE, "- " + ROUTE);
  }

  @Test
  void initial_routes_and_refreshes_do_not_wait() {
    a.announce(ROUTE, "65001");
    var first = us.every(Duration.ofSeconds(5), 2);
    us.settle();
    a.announce("198.51.100.0/24", "65001");
    us.settle();
    a.announce("203.0.113.0/24", "65001");
    us.settle();
    var second = us.every(Duration.ofSeconds(5), 3);
    us.settle();
    assertThat(second.heard.endOfRib).hasSize(2);
    assertThat(second.heard.routes).hasSize(3);
    first.heard.log.clear();
    first.refresh(AddressFamily.IPV4_UNICAST);
    us.settle();
    assertThat(first.heard.log).startsWith("begin").endsWith("end").hasSize(5);
    while (!us.alarms.isEmpty()) {
      us.alarms.poll().run();
      us.settle();
    }
    assertThat(first.heard.routes).isEqualTo(second.heard.routes);
  }

  @Test
  void without_an_interval_there_is_no_timer() {
    var fast = us.client(2);
    a.announce(ROUTE, "65001");
    us.settle();
    a.withdraw(ROUTE);
    us.settle();
    assertThat(fast.heard.routes).isEmpty();
    assertThat(us.alarms).isEmpty();
  }
}
