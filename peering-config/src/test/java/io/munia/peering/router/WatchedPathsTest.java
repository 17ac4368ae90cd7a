package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.peering.change.Apply;
import io.munia.peering.change.Change;
import io.munia.peering.model.Bfd;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.router.PathWatch.State;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import io.munia.rib.NextHops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two speakers over the loopback, and a watch that says what the test wants: [RFC 5882
/// §4](https://www.rfc-editor.org/rfc/rfc5882#section-4), [RFC
/// 9384](https://www.rfc-editor.org/rfc/rfc9384).
@NullMarked
class WatchedPathsTest {
  private static final long LIMIT_NANOS = 30_000_000_000L;

  @TempDir Path folder;

  private final SaidWatch watch = new SaidWatch();

  /// Sees what it is told to see.
  private static final class SaidWatch implements PathWatch {
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final Map<String, Bfd> how = new ConcurrentHashMap<>();
    private volatile Executor loop = Runnable::run;

    @Override
    public void watch(
        String name, IpAddress remote, Optional<IpAddress> local, Bfd how, Listener listener) {
      this.how.put(name, how);
      listeners.put(name, listener);
    }

    @Override
    public void forget(String name) {
      how.remove(name);
    }

    void says(State state, String sentence) {
      loop.execute(() -> listeners.values().forEach(l -> l.saw(new Seen(state, sentence))));
    }
  }

  private PeeringConfig config(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("munia.conf"), "munia { " + text + " }");
    return ((Parsed.Usable) ConfigReader.read(file, Map.of())).config();
  }

  private PeeringConfig ours(String bfd) throws Exception {
    return config(
        "as = 64512, router-id = 10.0.0.1, listen = [\"127.0.0.1:0\"], "
            + "peers { b { address = 127.0.0.2, passive = true, remote-as = internal, "
            + bfd
            + " } }");
  }

  private Router us(String bfd) throws Exception {
    return us(ours(bfd));
  }

  private Router us(PeeringConfig config) throws Exception {
    return Router.start(
        config,
        loop -> {
          watch.loop = loop;
          return new Ports(
              Optional.empty(), NextHops.assumed(), Map.of(), Optional.of(watch), Optional.empty());
        });
  }

  private Router them(Router us) throws Exception {
    return Router.start(
        config(
            "as = 64512, router-id = 10.0.0.2, listen = [], peers { a { address = 127.0.0.1,"
                + " local-address = 127.0.0.2, connect-retry = 1s, remote-as = internal, port = "
                + us.listening().getFirst().port()
                + " } }"),
        _ -> Ports.none());
  }

  private static RouterStatus.Peer await(
      String what, Router router, Predicate<RouterStatus.Peer> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      List<RouterStatus.Peer> peers = router.status().get().peers();
      for (RouterStatus.Peer peer : peers) {
        if (condition.test(peer)) {
          return peer;
        }
      }
      assertThat(System.nanoTime()).as("%s: %s", what, peers).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_strict_neighbour_has_no_session_while_its_path_is_not_up() throws Exception {
    try (Router us = us("bfd { strict = true }");
        Router them = them(us)) {
      await("refused", them, peer -> peer.lastClose().contains("Connection Rejected"));
      RouterStatus.Peer waiting = us.status().get().peers().getFirst();
      assertThat(waiting.up()).isFalse();
      assertThat(waiting.pausedSeconds()).isZero();
      assertThat(waiting.bfd()).isEqualTo("not up yet; the session waits for it");
      assertThat(waiting.lastClose()).contains("BFD is strict, and not up");
      assertThat(us.reset("b", "", false).get()).isTrue();
      watch.says(State.UP, "Up");
      await("up", us, RouterStatus.Peer::up);
      watch.says(State.DOWN, "control detection time expired");
      RouterStatus.Peer down = await("down", us, peer -> !peer.up());
      assertThat(down.lastClose())
          .isEqualTo("sent NOTIFICATION 6/10, Cease: BFD Down: control detection time expired");
      assertThat(down.bfd()).contains("the session waits for it");
      await("told", them, peer -> peer.lastClose().contains("Connection Rejected") && !peer.up());
      watch.says(State.UP, "Up");
      await("up again", us, RouterStatus.Peer::up);
    }
  }

  @Test
  void the_neighbour_hears_why() throws Exception {
    try (Router us = us("bfd = on");
        Router them = them(us)) {
      await("up", us, RouterStatus.Peer::up);
      await("up there", them, RouterStatus.Peer::up);
      watch.says(State.UP, "Up");
      watch.says(State.DOWN, "path down");
      await(
          "told",
          them,
          peer -> peer.lastClose().equals("received NOTIFICATION 6/10, Cease: BFD Down"));
      await("back", us, RouterStatus.Peer::up);
    }
  }

  /// A path that was never up, one whose neighbour has shut BFD down, and one that is silent after
  /// that: none is lost.
  @Test
  void what_is_no_loss_ends_no_session() throws Exception {
    try (Router us = us("bfd = on");
        Router them = them(us)) {
      RouterStatus.Peer up = await("up", us, RouterStatus.Peer::up);
      watch.says(State.DOWN, "not up yet");
      watch.says(State.UP, "Up");
      watch.says(State.SHUT, "the neighbour has shut its BFD session down");
      watch.says(State.DOWN, "not up yet");
      RouterStatus.Peer after = await("heard", us, peer -> peer.bfd().equals("not up yet"));
      assertThat(after.up()).isTrue();
      assertThat(after.lastClose()).isEqualTo(up.lastClose());
      assertThat(them.status().get().peers().getFirst().lastClose()).isEmpty();
    }
  }

  @Test
  void a_strict_neighbour_that_has_shut_bfd_down_has_its_session() throws Exception {
    try (Router us = us("bfd { strict = true }");
        Router them = them(us)) {
      watch.says(State.SHUT, "the neighbour has shut its BFD session down");
      await("up", us, RouterStatus.Peer::up);
      assertThat(them.status().get().peers()).hasSize(1);
    }
  }

  @Test
  void a_reload_changes_how_a_path_is_watched_and_no_session() throws Exception {
    PeeringConfig before = ours("bfd = on");
    PeeringConfig after = ours("bfd { interval = 100ms, strict = true }");
    PeeringConfig off = ours("");
    try (Router us = us(before);
        Router them = them(us)) {
      await("up", us, RouterStatus.Peer::up);
      assertThat(us.apply(after)).extracting(Change::apply).containsExactly(Apply.LIVE);
      assertThat(us.status().get().peers().getFirst().up()).isTrue();
      assertThat(watch.how).containsEntry("b", after.peers().getFirst().options().bfd().get());
      us.apply(off);
      assertThat(us.status().get().peers().getFirst().up()).isTrue();
      assertThat(us.status().get().peers().getFirst().bfd()).isEmpty();
      assertThat(watch.how).isEmpty();
      assertThat(them.status().get().peers().getFirst().lastClose()).isEmpty();
    }
  }

  @Test
  void a_neighbour_of_a_range_is_watched_while_its_session_lasts() throws Exception {
    PeeringConfig range =
        config(
            "as = 64512, router-id = 10.0.0.1, listen = [\"127.0.0.1:0\"], dynamic { r { range ="
                + " 127.0.0.0/8, remote-as = internal, bfd = on } }");
    try (Router us = us(range);
        Router them = them(us)) {
      await("up", us, RouterStatus.Peer::up);
      assertThat(watch.how).containsOnlyKeys("127.0.0.2");
      watch.says(State.UP, "Up");
      watch.says(State.DOWN, "path down");
      await("told", them, peer -> peer.lastClose().contains("BFD Down"));
    }
  }
}
