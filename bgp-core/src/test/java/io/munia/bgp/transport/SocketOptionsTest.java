package io.munia.bgp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerStatus;
import io.munia.bgp.session.RecordedEvents;
import io.munia.bgp.session.Settings;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a neighbour wants of its sockets, on loopback, where packets keep their TTL.
@NullMarked
@Timeout(30)
class SocketOptionsTest {
  private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
  private static final ListenAt ANY_PORT = new ListenAt(LOOPBACK, 0);
  private static final SocketOptions NEAR = SocketOptions.DEFAULT.withSecurityHops(1);

  /// Several attempts of the other side, which makes one each second.
  private static final Duration SEVERAL_ATTEMPTS = Duration.ofSeconds(3);

  private final BgpEndpoint here = BgpEndpoint.start(EndpointSettings.of("here", 1));
  private final BgpEndpoint there = BgpEndpoint.start(EndpointSettings.of("there", 2));
  private final RecordedEvents hereHears = new RecordedEvents();
  private final RecordedEvents thereHears = new RecordedEvents();
  private int port;

  @BeforeEach
  void listen() {
    port = ((Listening.Bound) here.listen(ANY_PORT).join()).port();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private static Settings listening() {
    return Settings.of("there", "127.0.0.2").passive();
  }

  private PeerSettings connecting(SocketOptions options, String... password) {
    Settings settings =
        Settings.of("here", "127.0.0.1").mirrored().port(port).from("127.0.0.2").retry(1);
    return (password.length == 0 ? settings : settings.password(password[0]))
        .socket(options)
        .value();
  }

  /// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
  @Test
  void who_is_near_enough_gets_in() throws InterruptedException {
    here.add(listening().socket(NEAR).value(), hereHears);
    there.add(connecting(NEAR), thereHears);
    hereHears.await("established");
  }

  /// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
  @Test
  void who_is_too_far_is_not_even_answered_where_all_are_near() throws Exception {
    here.add(listening().socket(NEAR).value(), hereHears);
    here.peers().join();
    try (Socket far = new Socket()) {
      far.bind(Sockets.inet(IpAddress.parse("127.0.0.2"), 0));
      assertThatThrownBy(() -> far.connect(Sockets.inet(LOOPBACK, port), 300))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  /// [RFC 5082 §3](https://www.rfc-editor.org/rfc/rfc5082#section-3)
  @Test
  void who_is_too_far_comes_to_no_session_where_others_may_be_anywhere() throws Exception {
    here.add(listening().socket(NEAR).value(), hereHears);
    here.add(Settings.of("other", "127.0.0.3").passive().value(), new RecordedEvents());
    there.add(connecting(SocketOptions.DEFAULT.withTtl(64)), thereHears);
    assertThat(connectedWithin(SEVERAL_ATTEMPTS)).isTrue();
    assertThat(hereHears.all()).isEmpty();
    there.change(connecting(NEAR), thereHears);
    hereHears.await("established");
  }

  /// Whether the other side's TCP comes up: time passes on its loop alone.
  private boolean connectedWithin(Duration limit) throws Exception {
    boolean seen = false;
    for (int i = 0; i < limit.toMillis() / 50; i++) {
      seen |= here.peers().join().stream().anyMatch(peer -> peer.remotePort() != 0);
      there.loop().schedule(() -> {}, 50, TimeUnit.MILLISECONDS).get();
    }
    return seen;
  }

  @Test
  void a_range_has_a_key() throws Exception {
    here.add(range("127.0.0.0/30", "gouldian"), hereHears);
    there.add(connecting(SocketOptions.DEFAULT, "gouldian"), thereHears);
    hereHears.await("established");
    assertThat(here.peers().join()).extracting(PeerStatus::name).containsExactly("127.0.0.2");
  }

  @Test
  void who_comes_from_a_range_with_a_key_cannot_connect_without_it() throws IOException {
    here.add(range("127.0.0.0/30", "gouldian"), hereHears);
    here.peers().join();
    try (Socket unsigned = new Socket();
        Socket outside = new Socket()) {
      unsigned.bind(Sockets.inet(IpAddress.parse("127.0.0.2"), 0));
      assertThatThrownBy(() -> unsigned.connect(Sockets.inet(LOOPBACK, port), 300))
          .isInstanceOf(SocketTimeoutException.class);
      outside.bind(Sockets.inet(IpAddress.parse("127.0.0.4"), 0));
      outside.connect(Sockets.inet(LOOPBACK, port), 3000);
      assertThat(outside.isConnected()).isTrue();
    }
  }

  @Test
  void a_key_that_is_gone_is_asked_for_no_longer() throws IOException {
    here.add(range("127.0.0.0/30", "gouldian"), hereHears);
    here.remove("range", "");
    here.peers().join();
    try (Socket unsigned = new Socket()) {
      unsigned.bind(Sockets.inet(IpAddress.parse("127.0.0.2"), 0));
      unsigned.connect(Sockets.inet(LOOPBACK, port), 3000);
      assertThat(unsigned.isConnected()).isTrue();
    }
  }

  private static DynamicRange range(String prefix, String key) {
    return new DynamicRange(
        "range",
        Prefix.parse(prefix),
        4,
        Settings.of("range", "127.0.0.0").passive().password(key).value());
  }

  @Test
  void a_socket_may_be_bound_to_an_interface() throws InterruptedException {
    SocketOptions loopback = SocketOptions.DEFAULT.withDevice("lo");
    here.add(listening().socket(loopback).value(), hereHears);
    there.add(connecting(loopback), thereHears);
    hereHears.await("established");
  }

  @Test
  void a_listening_socket_on_a_device_is_for_its_neighbours_alone() throws InterruptedException {
    IpAddress other = IpAddress.parse("127.0.0.9");
    port = ((Listening.Bound) here.listen(new ListenAt(other, 0, "lo")).join()).port();
    here.add(listening().value(), hereHears);
    there.add(connecting(SocketOptions.DEFAULT).but().remoteAddress(other).build(), thereHears);
    while (here.refused().join() == 0) {
      Thread.onSpinWait();
    }
    here.change(listening().socket(SocketOptions.DEFAULT.withDevice("lo")).value(), hereHears);
    hereHears.await("established");
  }

  @Test
  void a_device_that_is_not_there_is_said() throws Exception {
    assertThat(here.listen(new ListenAt(LOOPBACK, 179, "nosuch0")).join())
        .isEqualTo(
            new Listening.Refused(
                "cannot listen on 127.0.0.1%nosuch0:179: no such device; this machine has no"
                    + " interface nosuch0: see `ip link`"));
    there.add(connecting(SocketOptions.DEFAULT.withDevice("nosuch0")), thereHears);
    List<PeerStatus> peers = List.of();
    while (peers.stream().noneMatch(peer -> peer.last().isPresent())) {
      peers = there.peers().join();
    }
    assertThat(peers.getFirst().last().orElseThrow().reason().sentence())
        .isEqualTo("no such device");
  }

  @Test
  void who_listens_no_longer_keeps_its_sessions() throws InterruptedException {
    here.add(listening().value(), hereHears);
    there.add(connecting(SocketOptions.DEFAULT), thereHears);
    hereHears.await("established");
    assertThat(here.unlisten(ANY_PORT).join()).isTrue();
    assertThat(here.unlisten(ANY_PORT).join()).isFalse();
    try (Socket late = new Socket()) {
      assertThatThrownBy(() -> late.connect(Sockets.inet(LOOPBACK, port), 3000))
          .isInstanceOf(IOException.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(hereHears.all()).containsExactly("established");
    port = ((Listening.Bound) here.listen(new ListenAt(LOOPBACK, port)).join()).port();
  }

  @Test
  void options_reach_the_kernel() {
    SocketOptions options = new SocketOptions(7, 0, 46, "", "");
    assertThat(option(IpVersion.V4, options, 0, 1)).isEqualTo(46 << 2);
    assertThat(option(IpVersion.V4, options, 0, 2)).isEqualTo(7);
    assertThat(option(IpVersion.V4, options, 0, 21)).isZero();
    assertThat(option(IpVersion.V6, options, 41, 67)).isEqualTo(46 << 2);
    assertThat(option(IpVersion.V6, options, 41, 16)).isEqualTo(7);
    SocketOptions far = options.withSecurityHops(3);
    assertThat(option(IpVersion.V4, far, 0, 2)).isEqualTo(255);
    assertThat(option(IpVersion.V4, far, 0, 21)).isEqualTo(253);
    assertThat(option(IpVersion.V6, far, 41, 16)).isEqualTo(255);
    assertThat(option(IpVersion.V6, far, 41, 73)).isEqualTo(253);
  }

  private static int option(IpVersion version, SocketOptions options, int level, int number) {
    IpAddress any = version == IpVersion.V4 ? LOOPBACK : IpAddress.parse("::1");
    EpollSocketChannel channel = new EpollSocketChannel(Sockets.family(any));
    try {
      SocketSetup.connection(channel.config(), version, options);
      return channel.config().getOption(new IntegerUnixChannelOption("test", level, number));
    } finally {
      channel.unsafe().closeForcibly();
    }
  }
}
