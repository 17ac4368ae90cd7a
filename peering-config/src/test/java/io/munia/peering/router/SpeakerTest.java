package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.peering.Munia;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.model.Listen;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two speakers on one machine, on addresses that loopback is given for it: a next hop of 127.0.0.1
/// would be refused.
@NullMarked
@Tag("kernel")
class SpeakerTest {
  private static final int SECONDS_MAX = 30;

  @BeforeAll
  static void give_loopback_two_addresses() throws Exception {
    run("ip", "link", "set", "lo", "up");
    run("ip", "addr", "replace", "10.9.0.1/32", "dev", "lo");
    run("ip", "addr", "replace", "10.9.0.2/32", "dev", "lo");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private final BlockingQueue<RouteEvent> heard = new LinkedBlockingQueue<>();

  private static SpeakerBuilder waiting() {
    return Munia.speaker()
        .as(64512)
        .routerId("10.0.0.1")
        .listen("10.9.0.1", 0)
        .peer("b", b -> b.address("10.9.0.2").remoteAs(64900).passive().importAll().exportAll())
        .announce("192.0.2.0/24");
  }

  private SpeakerBuilder calling(Listen at) {
    return Munia.speaker()
        .as(64900)
        .routerId("10.0.0.2")
        .peer(
            "a",
            a ->
                a.address(at.address().toString())
                    .port(at.port())
                    .localAddress("10.9.0.2")
                    .remoteAs(64512)
                    .importAll()
                    .exportAll())
        .onRoute(heard::add);
  }

  private @Nullable String next() throws InterruptedException {
    RouteEvent event = heard.poll(SECONDS_MAX, TimeUnit.SECONDS);
    return event == null ? null : event.toString();
  }

  @Test
  void routes_pass_from_one_speaker_to_another_and_go_again() throws Exception {
    try (Speaker a = waiting().start();
        Speaker b = calling(a.router().listening().getFirst()).start()) {
      assertThat(next()).isEqualTo("192.0.2.0/24 via 10.9.0.1");
      a.announce("198.51.100.0/24");
      assertThat(next()).isEqualTo("198.51.100.0/24 via 10.9.0.1");
      a.withdraw("198.51.100.0/24");
      assertThat(next()).isEqualTo("198.51.100.0/24 is gone");
      assertThat(ask(b, "peers", Map.of("peer", "a")).toString()).contains("Established");
      Json.Obj routes = ask(b, "routes", Map.of("prefix", "192.0.2.7"));
      assertThat(routes.toString()).contains("192.0.2.0/24", "64512");
      assertThat(ask(b, "routes", Map.of("limit", "1", "out", "a")).list("routes")).isEmpty();
      assertThat(b.router().apply(b.router().config())).isEmpty();
    }
  }

  private static Json.Obj ask(Speaker speaker, String verb, Map<String, String> args)
      throws Exception {
    for (Verb candidate : TableVerbs.of(speaker.router(), "test", Map.of())) {
      if (candidate.name().equals(verb)) {
        return candidate.answer(args);
      }
    }
    throw new AssertionError(verb);
  }

  @Test
  void a_port_in_use_is_one_sentence() throws Exception {
    try (Speaker a = waiting().start()) {
      int port = a.router().listening().getFirst().port();
      assertThatThrownBy(
              () -> Munia.speaker().as(1).routerId("10.0.0.3").listen("10.9.0.1", port).start())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("10.9.0.1:" + port)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void what_must_be_said_is_asked_for() {
    assertThatThrownBy(() -> Munia.speaker().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs as(…) and routerId(…)");
  }
}
