package io.munia.bgp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.Cease;
import io.munia.bgp.session.CloseReason;
import io.munia.bgp.session.MessageSink;
import io.munia.bgp.session.PeerSession;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerState;
import io.munia.bgp.session.PeerStatus;
import io.munia.bgp.session.RecordedEvents;
import io.munia.bgp.session.Settings;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BgpEndpointTest {
  private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

  private static final Duration SOON = Duration.ofMinutes(14);

  private final BgpEndpoint here = BgpEndpoint.start(EndpointSettings.of("here", 1));
  private final BgpEndpoint there = BgpEndpoint.start(EndpointSettings.of("there", 2));
  private final RecordedEvents hereHears = new RecordedEvents();
  private final RecordedEvents thereHears = new RecordedEvents();
  private int port;

  @BeforeEach
  void listen() {
    port = ((Listening.Bound) here.listen(LOOPBACK, 0).join()).port();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void two_endpoints_speak() throws InterruptedException {
    meet();
    onLoop(there, () -> thereHears.session().requestRefresh(AddressFamily.IPV4_UNICAST));
    hereHears.await("refresh ipv4-unicast REQUEST");
    PeerStatus status = here.peers().join().getFirst();
    assertThat(status.state()).isEqualTo(PeerState.ESTABLISHED);
    assertThat(status.localPort()).isEqualTo(port);
    assertThat(status.received().routeRefreshes()).isOne();
  }

  @Test
  void shared_messages_arrive_at_every_member_and_are_counted() throws InterruptedException {
    meet();
    byte[] two = new byte[46];
    byte[] endOfRib = endOfRib();
    System.arraycopy(endOfRib, 0, two, 0, 23);
    System.arraycopy(endOfRib, 0, two, 23, 23);
    onLoop(
        here,
        () -> {
          MessageSink sink = hereHears.session().sink();
          MessageSink.SharedMessages messages = sink.share(two, two.length);
          sink.send(messages, 0, 46);
          sink.send(messages, 23, 46);
          messages.release();
        });
    for (int i = 0; i < 3; i++) {
      thereHears.await("end-of-rib ipv4-unicast");
    }
    assertThat(here.peers().join().getFirst().sent().updates()).isEqualTo(3);
    assertThat(there.peers().join().getFirst().received().updates()).isEqualTo(3);
  }

  /// However many pieces one turn of the loop makes.
  @Test
  void what_is_sent_in_one_turn_arrives_in_its_order() throws InterruptedException {
    meet();
    byte[] refresh =
        MessageCodec.encode(
            new RouteRefresh(AddressFamily.IPV4_UNICAST, RouteRefresh.Subtype.REQUEST));
    List<byte[]> pieces =
        List.of(endOfRib(), endOfRib(), refresh, endOfRib(), refresh, refresh, endOfRib());
    onLoop(
        here,
        () -> {
          MessageSink sink = hereHears.session().sink();
          for (byte[] piece : pieces) {
            MessageSink.SharedMessages messages = sink.share(piece, piece.length);
            sink.send(messages, 0, piece.length);
            messages.release();
          }
        });
    String end = "end-of-rib ipv4-unicast";
    String asked = "refresh ipv4-unicast REQUEST";
    for (int i = 0; i < 4; i++) {
      thereHears.await(end);
    }
    assertThat(thereHears.all())
        .endsWith(end, end, asked, end, asked, asked, end)
        .startsWith("established");
  }

  @Test
  void a_port_in_use_is_refused_with_one_sentence() {
    assertThat(there.listen(LOOPBACK, port).join())
        .isEqualTo(
            new Listening.Refused(
                "cannot listen on 127.0.0.1:"
                    + port
                    + ": address already in use; another program listens there: stop it, or choose"
                    + " another address or port"));
  }

  @Test
  void who_connects_before_the_neighbours_are_known_waits_until_they_are() throws Exception {
    try (BgpEndpoint late = BgpEndpoint.start(EndpointSettings.of("late", 4))) {
      port = ((Listening.Bound) late.bind(new ListenAt(LOOPBACK, 0), List.of()).join()).port();
      try (Socket early = from("127.0.0.3")) {
        assertThat(late.refused().join()).isZero();
        late.add(range(9), new RecordedEvents());
        late.accept();
        assertThat(messageType(early.getInputStream())).as("an OPEN").isEqualTo(1);
        assertThat(late.refused().join()).isZero();
      }
    }
  }

  @Test
  void who_has_a_key_cannot_connect_without_it_before_it_is_known_either() throws Exception {
    try (BgpEndpoint late = BgpEndpoint.start(EndpointSettings.of("late", 5));
        Socket unsigned = new Socket()) {
      Md5Key key = new Md5Key(Prefix.parse("127.0.0.3/32"), SocketOptions.DEFAULT, "gouldian");
      ListenAt at = new ListenAt(LOOPBACK, 0);
      port = ((Listening.Bound) late.bind(at, List.of(key)).join()).port();
      unsigned.bind(Sockets.inet(IpAddress.parse("127.0.0.3"), 0));
      assertThatThrownBy(() -> unsigned.connect(Sockets.inet(LOOPBACK, port), 300))
          .isInstanceOf(SocketTimeoutException.class);
      try (Socket other = from("127.0.0.4")) {
        assertThat(other.isConnected()).isTrue();
      }
    }
  }

  @Test
  void a_reset_ends_a_pause_and_a_change_does_not() throws InterruptedException {
    here.add(Settings.of("there", "127.0.0.2").passive().value(), hereHears);
    there.add(
        Settings.of("here", "127.0.0.1").mirrored().from("127.0.0.2").port(port).retry(1).value(),
        thereHears);
    hereHears.await("established");
    onLoop(
        here,
        () ->
            hereHears.session().close(Cease.outOfResources(), "too much", Duration.ofMinutes(15)));
    hereHears.await("closed");
    here.change(Settings.of("there", "127.0.0.2").passive().hold(30).value(), hereHears);
    assertThat(here.peers().join())
        .singleElement()
        .satisfies(peer -> {
          assertThat(peer.state()).isEqualTo(PeerState.IDLE);
          assertThat(peer.pause().orElseThrow().why()).isEqualTo("too much");
          assertThat(peer.pause().orElseThrow().left()).isBetween(SOON, Duration.ofMinutes(15));
        });
    assertThat(here.reset("nobody", "").join()).isFalse();
    assertThat(here.reset("there", "").join()).isTrue();
    assertThat(here.peers().join().getFirst().pause()).isEmpty();
    hereHears.await("established");
  }

  @Test
  void a_neighbour_that_is_held_has_no_session_until_it_is_released() throws InterruptedException {
    here.addHeld(Settings.of("there", "127.0.0.2").passive().value(), hereHears, "not yet");
    there.add(
        Settings.of("here", "127.0.0.1").mirrored().from("127.0.0.2").port(port).retry(1).value(),
        thereHears);
    assertThat(here.peers().join().getFirst().pause().orElseThrow().why()).isEqualTo("not yet");
    here.release("there");
    hereHears.await("established");
    here.hold("there", Cease.bfdDown(), "no longer");
    hereHears.await("closed");
    assertThat(hereHears.end()).isEqualTo(new CloseReason.Sent(Cease.bfdDown(), "no longer"));
    assertThat(here.peers().join().getFirst().pause().orElseThrow().why()).isEqualTo("no longer");
    here.release("there");
    hereHears.await("established");
  }

  @Test
  void a_pause_goes_on_after_a_hold() throws InterruptedException {
    here.add(Settings.of("there", "127.0.0.2").passive().value(), hereHears);
    there.add(
        Settings.of("here", "127.0.0.1").mirrored().from("127.0.0.2").port(port).retry(1).value(),
        thereHears);
    hereHears.await("established");
    onLoop(
        here,
        () ->
            hereHears.session().close(Cease.outOfResources(), "too much", Duration.ofMinutes(15)));
    hereHears.await("closed");
    here.hold("there", Cease.bfdDown(), "not yet");
    here.hold("there", Cease.bfdDown(), "not yet");
    assertThat(here.peers().join().getFirst().pause().orElseThrow().why()).isEqualTo("not yet");
    here.release("there");
    assertThat(here.peers().join().getFirst().pause().orElseThrow())
        .satisfies(pause -> {
          assertThat(pause.why()).isEqualTo("too much");
          assertThat(pause.left()).isBetween(SOON, Duration.ofMinutes(15));
        });
  }

  @Test
  void an_address_of_another_machine_is_refused_with_one_sentence() {
    assertThat(there.listen(IpAddress.parse("192.0.2.1"), port).join())
        .isEqualTo(
            new Listening.Refused(
                "cannot listen on 192.0.2.1:"
                    + port
                    + ": cannot assign requested address; this machine does not have the address:"
                    + " see `ip address`"));
  }

  @Test
  void removing_a_neighbour_tells_it_so() throws InterruptedException {
    meet();
    here.remove("there", "");
    thereHears.await("closed");
    assertThat(thereHears.end()).isEqualTo(new CloseReason.Received(new Notification(6, 3)));
    assertThat(here.peers().join()).isEmpty();
  }

  @Test
  void stopping_tells_every_neighbour_why() throws InterruptedException {
    meet();
    here.stop("new fans").join();
    thereHears.await("closed");
    assertThat(((CloseReason.Received) thereHears.end()).notification().data())
        .isEqualTo("\u0008new fans".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void a_neighbour_that_is_removed_and_added_comes_back() throws InterruptedException {
    meet();
    there.remove("here", "back soon");
    hereHears.await("closed");
    there.add(connecting(), thereHears);
    hereHears.await("established");
  }

  @Test
  void a_stranger_is_refused_and_counted() throws IOException {
    try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(stranger.getInputStream().readAllBytes())
          .isEqualTo(MessageCodec.encode(new Notification(6, 5)));
    }
    assertThat(here.refused().join()).isOne();
  }

  @Test
  void who_comes_from_a_range_takes_nobodys_name() throws InterruptedException, IOException {
    here.add(range(9), hereHears);
    here.add(Settings.of("127.0.0.3", "127.0.0.100").passive().value(), hereHears);
    try (Socket namesake = from("127.0.0.3")) {
      assertThat(namesake.getInputStream().readAllBytes())
          .isEqualTo(MessageCodec.encode(new Notification(6, 5)));
    }
    assertThat(here.peers().join())
        .singleElement()
        .extracting(PeerStatus::remoteAddress)
        .hasToString("127.0.0.100");
  }

  @Test
  void a_range_that_changes_keeps_who_is_there_and_takes_others_as_it_says_now()
      throws InterruptedException {
    here.add(range(1), hereHears);
    there.add(connecting(), thereHears);
    thereHears.await("established");
    PeerSettings changed =
        Settings.of("template", "127.0.0.0").value().but().holdTimeSeconds(33).build();
    here.change(new DynamicRange("rack", Prefix.parse("127.0.0.0/29"), 1, changed));
    hereHears.await("established");
    assertThat(hereHears.all()).doesNotContain("closed");
    assertThat(hereHears.session().negotiated().holdTimeSeconds()).isEqualTo(90);
    // One that is back before its end was read is still the neighbour that it was.
    for (int tries = 0;
        tries < 5 && hereHears.session().negotiated().holdTimeSeconds() != 33;
        tries++) {
      there.reset("here", "").join();
      hereHears.await("established");
    }
    assertThat(hereHears.session().negotiated().holdTimeSeconds()).isEqualTo(33);
  }

  @Test
  void a_range_takes_as_many_neighbours_as_it_may() throws InterruptedException, IOException {
    here.add(range(1), hereHears);
    there.add(connecting(), thereHears);
    thereHears.await("established");
    assertThat(here.peers().join())
        .singleElement()
        .extracting(PeerStatus::name)
        .isEqualTo("127.0.0.2");
    try (Socket second = from("127.0.0.3")) {
      assertThat(second.getInputStream().readAllBytes())
          .isEqualTo(MessageCodec.encode(new Notification(6, 5)));
    }
    there.remove("here", "");
    hereHears.await("closed");
    try (Socket third = from("127.0.0.3")) {
      assertThat(third.getInputStream().read()).isEqualTo(0xff);
    }
  }

  @Test
  void strangers_that_fill_the_room_do_not_keep_a_neighbour_out() throws Exception {
    EndpointSettings small = new EndpointSettings("small", 3, 2, EndpointSettings.STOP_TIMEOUT);
    try (BgpEndpoint crowded = BgpEndpoint.start(small)) {
      crowded.add(range(9), new RecordedEvents());
      crowded.add(Settings.of("there", "127.0.0.2").passive().value(), hereHears);
      port = ((Listening.Bound) crowded.listen(LOOPBACK, 0).join()).port();
      try (Socket one = from("127.0.0.3");
          Socket two = from("127.0.0.4")) {
        assertThat(messageType(one.getInputStream())).isEqualTo(1);
        assertThat(messageType(two.getInputStream())).isEqualTo(1);
        try (Socket three = from("127.0.0.5")) {
          assertThat(three.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(crowded.refused().join()).isOne();
        there.add(connecting(), thereHears);
        hereHears.await("established");
      }
    }
  }

  @Test
  void garbage_is_answered_by_header_error_and_costs_nobody_else() throws Exception {
    meet();
    expect("rude", new RecordedEvents());
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 20; i++) {
      try (Socket rude = from("127.0.0.3")) {
        byte[] garbage = new byte[1 + random.nextInt(5000)];
        random.nextBytes(garbage);
        garbage[0] = 1;
        rude.getOutputStream().write(garbage);
        rude.shutdownOutput();
        assertThat(messageType(rude.getInputStream())).isEqualTo(1);
        if (garbage.length >= 19) {
          assertThat(messageType(rude.getInputStream())).isEqualTo(3);
        }
      }
    }
    assertThat(hereHears.all()).containsExactly("established");
  }

  @Test
  void a_bad_marker_is_answered_by_1_1() throws IOException {
    expect("rude", new RecordedEvents());
    try (Socket rude = from("127.0.0.3")) {
      byte[] message = MessageCodec.encode(new Keepalive());
      message[7] = 0;
      rude.getOutputStream().write(message);
      messageType(rude.getInputStream());
      assertThat(rude.getInputStream().readAllBytes())
          .isEqualTo(MessageCodec.encode(new Notification(1, 1)));
    }
  }

  @Test
  void a_keepalive_before_the_open_is_answered_by_5_1() throws IOException {
    expect("rude", new RecordedEvents());
    try (Socket rude = from("127.0.0.3")) {
      rude.getOutputStream().write(MessageCodec.encode(new Keepalive()));
      messageType(rude.getInputStream());
      assertThat(rude.getInputStream().readAllBytes())
          .isEqualTo(MessageCodec.encode(new Notification(5, 1, new byte[] {4})));
    }
  }

  @Test
  void a_connection_closed_half_way_is_over() throws Exception {
    RecordedEvents rudeHears = new RecordedEvents();
    expect("rude", rudeHears);
    try (Socket rude = from("127.0.0.3")) {
      messageType(rude.getInputStream());
      rude.shutdownOutput();
      assertThat(rude.getInputStream().read()).isEqualTo(-1);
    }
    PeerStatus status = here.peers().join().getFirst();
    while (status.state() != PeerState.ACTIVE) {
      status = here.peers().join().getFirst();
    }
    assertThat(status.last().orElseThrow().reason())
        .isEqualTo(new CloseReason.ConnectionLost("closed by the neighbour"));
  }

  @Test
  void a_member_that_does_not_read_costs_the_others_nothing() throws Exception {
    meet();
    RecordedEvents deafHears = new RecordedEvents();
    expect("deaf", deafHears);
    try (Socket deaf = from("127.0.0.3")) {
      deaf.getOutputStream()
          .write(
              MessageCodec.encode(
                  new Open(4, new Asn(64900), 90, RouterId.parse("10.0.0.3"), List.of())));
      deaf.getOutputStream().write(MessageCodec.encode(new Keepalive()));
      deafHears.await("established");
      byte[] chunk = new byte[23 * 1400];
      for (int at = 0; at < chunk.length; at += 23) {
        System.arraycopy(endOfRib(), 0, chunk, at, 23);
      }
      int rounds = 0;
      while (writable(deafHears.session()) && rounds < 10_000) {
        rounds++;
        sendToBoth(chunk, deafHears.session());
      }
      assertThat(rounds).isLessThan(10_000);
      for (int i = 0; i < rounds * 1400; i++) {
        thereHears.await("end-of-rib ipv4-unicast");
      }
      assertThat(hereHears.all()).doesNotContain("closed");
      drain(deaf);
      deafHears.await("writable");
    }
  }

  private void sendToBoth(byte[] chunk, PeerSession deaf) {
    onLoop(
        here,
        () -> {
          MessageSink.SharedMessages messages = deaf.sink().share(chunk, chunk.length);
          deaf.sink().send(messages, 0, chunk.length);
          hereHears.session().sink().send(messages, 0, chunk.length);
          messages.release();
        });
  }

  private boolean writable(PeerSession session) {
    boolean[] answer = new boolean[1];
    onLoop(here, () -> answer[0] = session.sink().writable());
    return answer[0];
  }

  private static void drain(Socket socket) throws IOException {
    socket.setSoTimeout(200);
    byte[] sink = new byte[1 << 16];
    try {
      while (socket.getInputStream().read(sink) > 0) {
        // all that waits
      }
    } catch (java.net.SocketTimeoutException e) {
      // that was all
    }
  }

  private void meet() throws InterruptedException {
    here.add(Settings.of("there", "127.0.0.2").passive().value(), hereHears);
    there.add(connecting(), thereHears);
    hereHears.await("established");
    thereHears.await("established");
  }

  /// A neighbour at 127.0.0.3 that is known when this returns.
  private void expect(String name, RecordedEvents events) {
    here.add(Settings.of(name, "127.0.0.3").passive().value(), events);
    assertThat(here.peers().join()).isNotEmpty();
  }

  private PeerSettings connecting() {
    return Settings.of("here", "127.0.0.1").mirrored().from("127.0.0.2").port(port).value();
  }

  private static DynamicRange range(int limit) {
    return new DynamicRange(
        "rack", Prefix.parse("127.0.0.0/29"), limit, Settings.of("template", "127.0.0.0").value());
  }

  private Socket from(String address) throws IOException {
    Socket socket = new Socket();
    socket.bind(Sockets.inet(IpAddress.parse(address), 0));
    socket.connect(Sockets.inet(LOOPBACK, port));
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
    return socket;
  }

  /// Reads one message.
  private static int messageType(InputStream in) throws IOException {
    byte[] header = in.readNBytes(19);
    assertThat(header).hasSize(19);
    in.skipNBytes(((header[16] & 0xff) << 8 | header[17] & 0xff) - 19);
    return header[18];
  }

  private static byte[] endOfRib() {
    byte[] message = new byte[23];
    Arrays.fill(message, 0, 16, (byte) 0xff);
    message[17] = 23;
    message[18] = 2;
    return message;
  }

  private static void onLoop(BgpEndpoint endpoint, Runnable task) {
    CompletableFuture.runAsync(task, endpoint.loop()).join();
  }
}
