package io.munia.peering.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.bgp.codec.ExportForm;
import io.munia.bgp.codec.UpdateWriter;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.peering.Munia;
import io.munia.peering.model.Listen;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Fifty clients of a reflector that read as fast as they can, beside one that reads 1 KB/s and one
/// that reads nothing: over sockets, each with an address of its own on loopback.
@NullMarked
@Tag("kernel")
@Timeout(200)
class SlowMemberTest {
  private static final int MEMBERS = 50;
  private static final int ROUTES = 50_000;

  /// What lies ready for a slow member at most, before it is left to read on from the table.
  private static final long RING_BYTES = 8L << 20;

  /// More than fits the ring and a socket's buffers.
  private static final int ROUNDS = 20;

  private static final int PREFIXES_PER_SET = 10;
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Asn AS = new Asn(64512);

  @BeforeAll
  static void give_loopback_addresses() throws Exception {
    run("ip", "link", "set", "lo", "up");
    run("ip", "route", "replace", "local", "10.9.0.0/16", "dev", "lo");
    // A kernel's buffers may hold megabytes for a neighbour that reads nothing; here they do not.
    run("sh", "-c", "echo 4096 16384 131072 > /proc/sys/net/ipv4/tcp_wmem");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void a_dead_slow_member_and_one_that_reads_nothing_cost_the_others_nothing() throws Exception {
    long alone = faster(false);
    long beside = faster(true);
    assertThat(Duration.ofNanos(beside))
        .as("with slow ones, against %s without", Duration.ofNanos(alone))
        .isLessThan(Duration.ofNanos(alone * 3 / 2).plus(SLACK));
  }

  /// The better of two runs: others use the machine, too.
  private static long faster(boolean slow) throws Exception {
    long first = spread(slow);
    return Math.min(first, spread(slow));
  }

  /// How long a table and its changes take to all that read.
  private static long spread(boolean slow) throws Exception {
    List<SocketMember> quick = new ArrayList<>();
    SpeakerBuilder builder =
        Munia.speaker().as(AS.number()).routerId("10.0.0.1").listen("10.9.255.1", 0);
    for (int i = 0; i < MEMBERS + 3; i++) {
      String address = address(i);
      builder.peer(
          "m" + i, m -> m.address(address).remoteAs(AS.number()).passive().routeReflectorClient());
    }
    try (Speaker speaker = builder.start()) {
      Listen at = speaker.router().listening().getFirst();
      for (int i = 0; i < MEMBERS; i++) {
        quick.add(SocketMember.connect(at, address(i), SocketMember.Pace.FAST, ROUTES, ROUNDS));
      }
      SocketMember feeder =
          SocketMember.connect(at, address(MEMBERS), SocketMember.Pace.FAST, ROUTES, ROUNDS);
      List<SocketMember> others = new ArrayList<>();
      if (slow) {
        others.add(
            SocketMember.connect(
                at, address(MEMBERS + 1), SocketMember.Pace.KILOBYTE_A_SECOND, ROUTES, ROUNDS));
        others.add(
            SocketMember.connect(
                at, address(MEMBERS + 2), SocketMember.Pace.NOTHING, ROUTES, ROUNDS));
      }
      awaitSessions(speaker, quick.size() + 1 + others.size());
      long began = System.nanoTime();
      long tableBytes = 0;
      for (int round = 0; round < ROUNDS; round++) {
        byte[] table = table(round);
        tableBytes = table.length;
        feeder.write(table);
        for (SocketMember member : quick) {
          assertThat(member.awaitRound(round, WAIT_MAX))
              .as("round %d at %s", round, member)
              .isTrue();
        }
      }
      long took = System.nanoTime() - began;
      for (SocketMember member : others) {
        assertThat(member.hasAll(ROUNDS - 1)).as("it is slow").isFalse();
        member.hurry();
        assertThat(member.awaitRound(ROUNDS - 1, WAIT_MAX)).as("complete: %s", member).isTrue();
        assertThat(member.isOpen()).isTrue();
        // What changed meanwhile is read from the table: there is no queue of all rounds.
        assertThat(member.bytesAfterHurry())
            .as("the ring, and a table of %d bytes or so", tableBytes)
            .isLessThan(RING_BYTES + 2 * tableBytes);
      }
      quick.forEach(SocketMember::close);
      others.forEach(SocketMember::close);
      feeder.close();
      return took;
    }
  }

  private static String address(int member) {
    return "10.9.1." + (member + 1);
  }

  private static void awaitSessions(Speaker speaker, int wanted) {
    long until = System.nanoTime() + WAIT_MAX.toNanos();
    while (System.nanoTime() - until < 0) {
      if (speaker.router().status().join().peers().stream().filter(RouterStatus.Peer::up).count()
          == wanted) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("not all are Established");
  }

  /// All routes, with the round as their MED.
  private static byte[] table(int round) {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    UpdateWriter writer =
        new UpdateWriter(
            new ExportForm(false, AS, RouterId.parse("10.9.1.51"), true, 4096), Set.of());
    IpAddress nextHop = IpAddress.parse(address(MEMBERS));
    for (int i = 0; i < ROUTES; i++) {
      if (i % PREFIXES_PER_SET == 0) {
        writer.close();
        table.write(writer.buffer(), 0, writer.length());
        writer.clear();
        byte[] section = AttributesCodec.encode(attributes(round, i / PREFIXES_PER_SET));
        writer.announce(
            AddressFamily.IPV4_UNICAST,
            section,
            0,
            section.length,
            false,
            nextHop.high(),
            nextHop.low(),
            0,
            true);
      }
      writer.prefix(SocketMember.prefixBits(i), 0, SocketMember.PREFIX_LENGTH, 0);
    }
    writer.close();
    table.write(writer.buffer(), 0, writer.length());
    return table.toByteArray();
  }

  private static PathAttributes attributes(int round, int set) {
    return new PathAttributes(
        Origin.IGP,
        new AsPath(
            List.of(
                new AsPath.Segment(
                    AsPath.Kind.SEQUENCE, List.of(new Asn(65001), new Asn(100_000 + set))))),
        (long) round,
        100L,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }
}
