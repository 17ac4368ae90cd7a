package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.net.IpAddress;
import io.munia.peering.change.Apply;
import io.munia.peering.change.Change;
import io.munia.peering.model.Bfd;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import io.munia.rib.NextHops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Speakers over the loopback, and a discovery that finds whom the test wants, on `lo`.
@NullMarked
class DiscoveredTest {
  private static final long LIMIT_NANOS = 30_000_000_000L;
  private static final String HERE = "127.0.0.2";
  private static final String THERE = "127.0.0.3";

  @TempDir Path folder;

  private final SaidDiscovery discovery = new SaidDiscovery();
  private final SaidWatch watch = new SaidWatch();

  /// Finds what it is told to find.
  private static final class SaidDiscovery implements NeighbourDiscovery {
    private final Map<String, NeighbourDiscovery.Listener> listeners = new ConcurrentHashMap<>();
    private final Map<String, Boolean> used = new ConcurrentHashMap<>();
    private volatile Executor loop = Runnable::run;

    @Override
    public void discover(String device, NeighbourDiscovery.Listener listener) {
      listeners.put(device, listener);
    }

    @Override
    public void inUse(String device, boolean yes) {
      used.put(device, yes);
    }

    @Override
    public void forget(String device) {
      listeners.remove(device);
    }

    void finds(String address) {
      says(new Found(Optional.of(IpAddress.parse(address)), ""));
    }

    void loses(String sentence) {
      says(new Found(Optional.empty(), sentence));
    }

    private void says(Found found) {
      loop.execute(() -> Objects.requireNonNull(listeners.get("lo")).found(found));
    }
  }

  private static final class SaidWatch implements PathWatch {
    private final Map<String, IpAddress> watched = new ConcurrentHashMap<>();
    private final Map<String, PathWatch.Listener> listeners = new ConcurrentHashMap<>();

    @Override
    public void watch(
        String name,
        IpAddress remote,
        Optional<IpAddress> local,
        Bfd how,
        PathWatch.Listener listener) {
      watched.put(name, remote);
      listeners.put(name, listener);
    }

    @Override
    public void forget(String name) {
      watched.remove(name);
    }

    void says(State state) {
      Objects.requireNonNull(listeners.get("b")).saw(new Seen(state, "said so"));
    }
  }

  private PeeringConfig config(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("munia.conf"), "munia { " + text + " }");
    return ((Parsed.Usable) ConfigReader.read(file, Map.of())).config();
  }

  private PeeringConfig ours(String peers) throws Exception {
    return config(
        "as = 64512, router-id = 10.0.0.1, listen = [\"127.0.0.1:0\"], peers { " + peers + " }");
  }

  private static String b(String options) {
    return "b { interface = lo, passive = true, remote-as = internal, " + options + " }";
  }

  private Router us(PeeringConfig config) throws Exception {
    return Router.start(
        config,
        loop -> {
          discovery.loop = loop;
          return new Ports(
              Optional.empty(),
              NextHops.assumed(),
              Map.of(),
              Optional.of(watch),
              Optional.of(discovery));
        });
  }

  private Router them(Router us, String address) throws Exception {
    return Router.start(
        config(
            "as = 64512, router-id = 10.0.0.2, listen = [], peers { a { address = 127.0.0.1,"
                + " families = [ipv4-unicast, ipv6-unicast], connect-retry = 1s, remote-as ="
                + " internal, local-address = "
                + address
                + ", port = "
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
  void a_neighbour_is_held_until_it_is_found_and_again_when_its_link_is_gone() throws Exception {
    try (Router us = us(ours(b("hold-time = 30s")));
        Router them = them(us, HERE)) {
      RouterStatus.Peer held = us.status().get().peers().getFirst();
      assertThat(held.address().isUnspecified()).isTrue();
      assertThat(held.device()).isEqualTo("lo");
      assertThat(held.pausedSeconds()).isZero();
      assertThat(us.reset("b", "", false).get()).isTrue();
      discovery.loses("lo is down");
      await("told", us, peer -> peer.discovery().equals("lo is down"));
      discovery.finds(HERE);
      RouterStatus.Peer up = await("up", us, RouterStatus.Peer::up);
      assertThat(up.address()).hasToString(HERE);
      assertThat(up.discovery()).isEqualTo("found by its router advertisements");
      assertThat(discovery.used).containsEntry("lo", true);
      discovery.loses("lo has no carrier");
      RouterStatus.Peer down = await("down", us, peer -> !peer.up());
      assertThat(down.address().isUnspecified()).isTrue();
      assertThat(down.lastClose())
          .isEqualTo("sent NOTIFICATION 6/4, Cease: Administrative Reset: lo has no carrier");
      assertThat(discovery.used).containsEntry("lo", false);
      await("refused", them, peer -> peer.lastClose().contains("Connection Rejected"));
      discovery.finds(HERE);
      RouterStatus.Peer again = await("up again", us, RouterStatus.Peer::up);
      // Its past goes on: it is the same neighbour.
      assertThat(again.past()).anySatisfy(it -> assertThat(it.cause()).contains("no carrier"));
    }
    assertThat(discovery.listeners).isEmpty();
  }

  @Test
  void the_session_follows_a_neighbour_that_is_found_elsewhere() throws Exception {
    try (Router us = us(ours(b("bfd = on")));
        Router them = them(us, HERE);
        Router moved = them(us, THERE)) {
      assertThat(watch.watched).isEmpty();
      discovery.finds(HERE);
      await("up", us, RouterStatus.Peer::up);
      assertThat(watch.watched).containsEntry("b", IpAddress.parse(HERE));
      discovery.finds(THERE);
      await("up there", moved, RouterStatus.Peer::up);
      await("down here", them, peer -> !peer.up());
      RouterStatus.Peer there = await("up", us, RouterStatus.Peer::up);
      assertThat(there.address()).hasToString(THERE);
      assertThat(us.status().get().peers()).hasSize(1);
      assertThat(watch.watched).containsEntry("b", IpAddress.parse(THERE));
    }
  }

  @Test
  void a_strict_neighbour_waits_for_its_path_once_it_is_found() throws Exception {
    try (Router us = us(ours(b("bfd { strict = true }")));
        Router them = them(us, HERE)) {
      discovery.finds(HERE);
      await("watched", us, peer -> peer.bfd().contains("the session waits for it"));
      discovery.loop.execute(() -> watch.says(PathWatch.State.UP));
      await("up", us, RouterStatus.Peer::up);
      discovery.loses("lo is down");
      await("down", us, peer -> !peer.up());
      assertThat(watch.watched).isEmpty();
      discovery.finds(HERE);
      await("waits", us, peer -> peer.bfd().contains("the session waits for it"));
      discovery.loop.execute(() -> watch.says(PathWatch.State.UP));
      await("up again", us, RouterStatus.Peer::up);
      assertThat(them.status().get().peers()).hasSize(1);
    }
  }

  @Test
  void a_reload_adds_changes_and_removes_such_a_neighbour() throws Exception {
    PeeringConfig none = ours("");
    PeeringConfig one = ours(b("hold-time = 30s"));
    PeeringConfig described = ours(b("hold-time = 30s, description = x"));
    PeeringConfig longer = ours(b("hold-time = 60s, description = x"));
    PeeringConfig numbered =
        ours(
            "b { address = 127.0.0.2, passive = true, remote-as = internal, families = ["
                + "ipv4-unicast, ipv6-unicast] }");
    try (Router us = us(none);
        Router them = them(us, HERE)) {
      assertThat(us.apply(one)).extracting(Change::apply).containsExactly(Apply.LIVE);
      await("there", us, peer -> peer.name().equals("b"));
      // What changes before it is found is so when it is.
      assertThat(us.apply(longer)).extracting(Change::apply).containsExactly(Apply.NEXT_SESSION);
      assertThat(us.status().get().peers().getFirst().up()).isFalse();
      us.apply(one);
      discovery.finds(HERE);
      await("up", us, RouterStatus.Peer::up);
      assertThat(us.apply(described)).extracting(Change::apply).containsExactly(Apply.LIVE);
      assertThat(us.apply(longer)).extracting(Change::apply).containsExactly(Apply.NEXT_SESSION);
      assertThat(us.status().get().peers().getFirst().up()).isTrue();
      assertThat(them.status().get().peers().getFirst().lastClose())
          .doesNotContain("received NOTIFICATION 6/6");
      us.apply(numbered);
      await("up at its address", us, peer -> peer.up() && peer.discovery().isEmpty());
      assertThat(discovery.listeners).isEmpty();
      us.apply(one);
      await("looked for", us, peer -> !peer.discovery().isEmpty());
      assertThat(discovery.listeners).containsOnlyKeys("lo");
      us.apply(none);
      assertThat(us.status().get().peers()).isEmpty();
      assertThat(discovery.listeners).isEmpty();
    }
  }

  /// What waited for the end of a session is not to bring back who was removed.
  @Test
  void a_neighbour_that_is_removed_while_a_change_waits_for_it_is_gone() throws Exception {
    String peer = "b { address = 127.0.0.2, passive = true, remote-as = internal, hold-time = ";
    PeeringConfig before = ours(peer + "30s }");
    PeeringConfig waits = ours(peer + "60s }");
    PeeringConfig none = ours("");
    try (Router us = us(before);
        Router them = them(us, HERE)) {
      await("up", us, RouterStatus.Peer::up);
      us.apply(waits);
      us.apply(none);
      assertThat(us.status().get().peers()).isEmpty();
      await("told", them, it -> it.lastClose().contains("Peer De-configured"));
    }
  }

  @Test
  void two_neighbours_may_change_places() throws Exception {
    String one =
        "a { interface = lo, remote-as = internal }, b { interface = x0, remote-as = internal }";
    String other =
        "a { interface = x0, remote-as = internal }, b { interface = lo, remote-as = internal }";
    PeeringConfig before = ours(one);
    PeeringConfig after = ours(other);
    try (Router us = us(before)) {
      us.apply(after);
      assertThat(us.status().get().peers()).hasSize(2);
      assertThat(discovery.listeners).containsOnlyKeys("lo", "x0");
      discovery.loses("lo is what b is on");
      await(
          "moved",
          us,
          peer -> peer.name().equals("b") && peer.discovery().equals("lo is what b is on"));
    }
  }

  @Test
  void who_cannot_listen_for_router_advertisements_says_so_at_the_start() throws Exception {
    PeeringConfig wanted = ours(b("hold-time = 30s"));
    assertThatThrownBy(() -> Router.start(wanted, _ -> Ports.none()))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "b has no address, and nobody here listens for router advertisements on lo: an address"
                + " would do, or a NeighbourDiscovery among the ports");
    try (Router us = Router.start(ours(""), _ -> Ports.none())) {
      us.apply(wanted);
      await(
          "said",
          us,
          peer -> peer.discovery().equals("nobody here listens for router advertisements"));
    }
  }
}
