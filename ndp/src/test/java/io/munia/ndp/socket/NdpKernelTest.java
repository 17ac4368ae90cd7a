package io.munia.ndp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.ndp.Found;
import io.munia.ndp.RouterMessage;
import io.munia.net.IpAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Both ends of a cable in one namespace: what one end says the other one hears, through real
/// sockets.
@Tag("kernel")
class NdpKernelTest {
  private static final long LIMIT_SECONDS = 20;

  private final Ndp ndp = Ndp.idle(1);
  private final BlockingQueue<Found> left = new LinkedBlockingQueue<>();
  private final BlockingQueue<Found> right = new LinkedBlockingQueue<>();

  private static void ip(String words) throws Exception {
    Process ip = new ProcessBuilder(("ip " + words).split(" ")).inheritIO().start();
    assertThat(ip.waitFor()).as(words).isZero();
  }

  private static void plug() throws Exception {
    ip("link add left type veth peer name right");
    for (String end : new String[] {"left", "right"}) {
      ip("link set " + end + " addrgenmode none");
      ip("link set " + end + " up");
      ip("addr add fe80::" + end.length() + "/64 nodad dev " + end);
    }
  }

  @BeforeEach
  void cable() throws Exception {
    plug();
  }

  @AfterEach
  void close() throws Exception {
    ndp.close();
    new ProcessBuilder("ip", "link", "del", "left").start().waitFor();
  }

  private static Found await(BlockingQueue<Found> heard, Predicate<Found> wanted) throws Exception {
    Found found = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    while (found != null && !wanted.test(found)) {
      found = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(found).as("within %s s", LIMIT_SECONDS).isNotNull();
    return found;
  }

  private static Optional<IpAddress> address(Found found) {
    return found.neighbour().map(it -> it.inZone(0));
  }

  @Test
  void both_ends_find_each_other() throws Exception {
    ndp.discover("left", left::add);
    ndp.discover("right", right::add);
    assertThat(address(await(left, found -> found.neighbour().isPresent())))
        .contains(IpAddress.parse("fe80::5"));
    assertThat(address(await(right, found -> found.neighbour().isPresent())))
        .contains(IpAddress.parse("fe80::4"));
  }

  @Test
  void a_link_says_why_there_is_nobody_and_comes_alive() throws Exception {
    ndp.discover("right", right::add);
    await(
        right,
        found -> found.sentence("right").equals("right has heard no router advertisement yet"));
    ip("link set right down");
    await(right, found -> found.sentence("right").equals("right is down"));
    ip("link set left down");
    ip("link set right up");
    await(right, found -> found.sentence("right").equals("right has no carrier"));
    ip("link set left up");
    await(right, found -> found.sentence("right").equals("right has no IPv6 link-local address"));
    ip("addr add fe80::6/64 nodad dev right");
    ip("addr add fe80::4/64 nodad dev left");
    ndp.discover("left", left::add);
    assertThat(address(await(left, found -> found.neighbour().isPresent())))
        .contains(IpAddress.parse("fe80::6"));
    await(right, found -> found.neighbour().isPresent());
    ip("link del left");
    await(right, found -> found.sentence("right").equals("right does not exist"));
    await(left, found -> found.sentence("left").equals("left does not exist"));
    plug();
    await(right, found -> found.neighbour().isPresent());
  }

  @Test
  void a_loopback_has_no_other_end() throws Exception {
    ip("link set lo up");
    ndp.discover("lo", left::add);
    await(left, found -> found.sentence("lo").contains("loopback"));
  }

  /// [RFC 4861 §6.1.2](https://www.rfc-editor.org/rfc/rfc4861#section-6.1.2): the kernel says how
  /// far a message has come.
  @Test
  void the_hop_limit_of_a_message_is_seen() throws Exception {
    Interfaces interfaces = new Interfaces();
    LinkSocket there = open("left", interfaces);
    LinkSocket here = open("right", interfaces);
    byte[] message = new byte[LinkSocket.MESSAGE_BYTES_MAX];
    assertThat(here.receive(message)).isEqualTo(LinkSocket.NOTHING);
    assertThat(there.send(RouterMessage.Advertisement.ofNoDefaultRouter(Optional.empty())))
        .isZero();
    int length = here.receive(message);
    while (length == LinkSocket.NOTHING) {
      Thread.onSpinWait();
      length = here.receive(message);
    }
    assertThat(here.hopLimit()).isEqualTo(255);
    assertThat(here.source().inZone(0)).isEqualTo(IpAddress.parse("fe80::4"));
    assertThat(here.source().zone()).isPositive();
    there.close();
    here.close();
    interfaces.close();
  }

  /// A carrier comes a moment after both ends are up.
  private static LinkSocket open(String device, Interfaces interfaces) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      interfaces.refresh();
      Interface now = interfaces.look(device);
      if (now instanceof Interface.Ready at) {
        return ((LinkSocket.Opened.Open) LinkSocket.open(device, at)).socket();
      }
      assertThat(System.nanoTime()).as("%s: %s", device, now).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
