package io.munia.lab.decoded;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Host;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.ExabgpPeer;
import io.munia.lab.peer.GobgpPeer;
import io.munia.lab.peer.GobgpRoutes;
import io.munia.lab.peer.Segment;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// All that muniad can send, as tshark sees it; `description.txt` draws it.
@Tag("interop")
@Tag("tshark")
@Tag("bird")
@Tag("gobgp")
@Tag("exabgp")
class TsharkTest {
  /// A layer of a packet: its heading, and what is indented below it.
  private static final Pattern LAYER = Pattern.compile("(?m)^(?=\\S)");

  private static final Pattern COMPLAINT =
      Pattern.compile("Expert Info \\((Warning|Error)|^\\[Malformed");

  /// Where tshark errs, in its words: 4.0 does not know of messages of more than 4,096 bytes (RFC
  /// 8654).
  private static final Pattern EXCEPTION =
      Pattern.compile("\\[Expert Info \\(Error/Malformed\\): Length is invalid 4[1-9][0-9][0-9]]");

  @Test
  void all_that_we_send_is_decoded_without_a_warning() {
    Segment segment = Segment.lay("tshark");
    Host customer = customer(segment);
    Capture capture =
        Capture.start(
            segment.ours(), "ip.src == 10.0.0.1 || ipv6.src == fe80::1", "segment", "customer");
    Muniad muniad = segment.muniad(Everyone.MUNIAD);
    GobgpPeer sender =
        GobgpPeer.client(
            segment.host(2),
            2,
            Stream.of(Everyone.FAMILIES).filter(f -> !f.equals("rtc")).toArray(String[]::new));
    GobgpPeer receiver =
        GobgpPeer.start(
            segment.host(3),
            GobgpPeer.configuration(3, 64512, Everyone.RESTARTING, "", Everyone.FAMILIES)
                .replace(Everyone.UNICAST, Everyone.UNICAST + Everyone.RESTARTING_FAMILY));
    GobgpPeer member = GobgpPeer.client(segment.host(7), 7, "l3vpn-ipv4-unicast", "rtc");
    ExabgpPeer exabgp = ExabgpPeer.start(segment.host(4), 4, 64512, Everyone.EXABGP);
    Bird bird = Bird.start(segment.host(5), Everyone.BIRD);
    Bird.start(customer, Everyone.CUSTOMER);
    for (String peer : List.of("sender", "receiver", "member", "exabgp", "bird", "customer")) {
      Until.holds(peer + " is there", Cable.LIMIT, () -> muniad.established(peer));
    }

    announce(sender, receiver, member, exabgp, capture);
    refreshes(muniad, bird, capture);
    ends(muniad, bird, capture);

    List<String> packets = capture.packets();
    assertThat(packets.stream().filter(TsharkTest::complainedOf)).isEmpty();
    List<String> layers =
        packets.stream()
            .flatMap(LAYER::splitAsStream)
            .map(layer -> layer.replaceFirst("^Border Gateway Protocol - ", ""))
            .toList();
    assertThat(
            Kinds.ALL.entrySet().stream()
                .filter(kind -> layers.stream().noneMatch(l -> kind.getValue().matcher(l).find()))
                .map(Map.Entry::getKey))
        .as("what was not among it")
        .isEmpty();
  }

  /// On a link of its own that has link-local addresses alone.
  private static Host customer(Segment segment) {
    Host customer = Host.create("tshark-customer");
    segment.ours().cable("customer", customer, "eth0");
    segment
        .ours()
        .ip(
            "addr add fd00::1/64 nodad dev segment",
            "link set customer addrgenmode none",
            "link set customer up",
            "addr add fe80::1/64 nodad dev customer");
    customer.ip(
        "link set eth0 addrgenmode none", "link set eth0 up", "addr add fe80::6/64 nodad dev eth0");
    return customer;
  }

  private static void announce(
      GobgpPeer sender, GobgpPeer receiver, GobgpPeer member, ExabgpPeer exabgp, Capture capture) {
    member.ask("vrf add red rd 64512:300 rt both 64512:100");
    GobgpRoutes.ALL.keySet().forEach(route -> sender.rib("add", route));
    GobgpRoutes.ALL.forEach((route, shown) ->
        Until.holds(
            "the receiver has " + route,
            Cable.LIMIT,
            () -> receiver.table(GobgpRoutes.family(route)).contains(shown)));
    Until.holds("membership", Cable.LIMIT, () -> receiver.table("rtc").contains(" 10.0.0.7 "));
    Until.holds(
        "ExaBGP's attributes",
        Cable.LIMIT,
        () -> receiver.table("ipv4").contains("65001 4200000001"));
    // By itself, so that it is in a segment of its own: tshark 4.0 takes what follows a BGP-LS
    // attribute in the same one for malformed.
    exabgp.say(Everyone.NODE);
    Until.holds("the node", Cable.LIMIT, () -> capture.has("bgp contains 04:02:00:04:6e:6f:64:65"));
    exabgp.say(Everyone.NODE_GONE);
    Until.holds(
        "not any longer", Cable.LIMIT, () -> capture.has("bgp contains 40:04:47:00:01:00:1f"));
  }

  private static void refreshes(Muniad muniad, Bird bird, Capture capture) {
    muniad.munia("refresh", "receiver", "--in");
    bird.ask("reload in munia");
    Until.holds("it is told", Cable.LIMIT, () -> capture.has("bgp.route_refresh.subtype == 2"));
  }

  private static void ends(Muniad muniad, Bird bird, Capture capture) {
    bird.process().kill();
    Until.holds(
        "its routes are stale for long",
        Cable.LIMIT,
        () -> capture.has("bgp.update.path_attribute.community_wellknown == 0xffff0006"));
    muniad.munia("reset", "sender", "--reason", "moving to rack 7");
    muniad.munia("reset", "receiver", "--hard");
    Until.holds(
        "both are told",
        Cable.LIMIT,
        () ->
            capture.has("bgp.notify.minor_error_cease == 4")
                && capture.has("bgp.notify.minor_error_cease == 9"));
  }

  private static boolean complainedOf(String packet) {
    return packet
        .lines()
        .anyMatch(line -> COMPLAINT.matcher(line).find() && !EXCEPTION.matcher(line).find());
  }
}
