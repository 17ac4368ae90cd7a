package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.peering.change.Change;
import io.munia.peering.change.Changes;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeeringConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Neighbours without an address.
@NullMarked
class UnnumberedTest {
  private static final String TOR =
      "groups { tor { remote-as = external, import = accept-all, export = accept-all } }\n";

  @TempDir Path folder;

  private Parsed read(String text) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("munia.conf"),
            "munia { as = 64512, router-id = 10.0.0.1\n" + TOR + text + " }");
    return ConfigReader.read(file, Map.of());
  }

  private PeeringConfig config(String text) throws IOException {
    Parsed parsed = read(text);
    assertThat(parsed.diagnostics()).isEmpty();
    return ((Parsed.Usable) parsed).config();
  }

  private PeerConfig peer(String options) throws IOException {
    return config("peers { b { group = tor, " + options + " } }").peers().getFirst();
  }

  @Test
  void a_peer_with_an_interface_and_no_address_is_at_the_other_end_of_the_link()
      throws IOException {
    PeerConfig peer = peer("interface = eth1");
    assertThat(peer.unnumbered()).isTrue();
    assertThat(peer.device()).isEqualTo("eth1");
    assertThat(peer.place()).isEqualTo("on eth1");
    assertThat(peer.options().remoteAs()).isEqualTo(new RemoteAs.External());
    assertThat(peer.options().families())
        .containsExactlyInAnyOrder(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
    PeerConfig found = peer.at(IpAddress.parse("fe80::7"));
    assertThat(found.unnumbered()).isFalse();
    assertThat(found.place()).isEqualTo("fe80::7");
  }

  @Test
  void the_interface_may_be_the_groups_and_the_vrf_too() throws IOException {
    PeeringConfig config =
        config(
            "groups { here { remote-as = internal, interface = eth3, vrf = red } }, peers { b {"
                + " group = here } }");
    assertThat(config.peers().getFirst().device()).isEqualTo("eth3");
    assertThat(config.peers().getFirst().options().session().socket().vrf()).isEqualTo("red");
  }

  /// It is one link away, in our AS as well.
  @ParameterizedTest
  @CsvSource({"internal", "external", "64512", "64900"})
  void packets_go_no_further_than_the_link(String remoteAs) throws IOException {
    PeerConfig peer = peer("interface = eth1, remote-as = " + remoteAs);
    assertThat(peer.options().session().socket().ttl()).isEqualTo(1);
    assertThat(peer("interface = eth1, ttl-security = 1").options().session().socket().ttlMin())
        .isEqualTo(255);
  }

  @Test
  void it_is_printed_and_read_as_the_same() throws IOException {
    PeeringConfig config =
        config(
            "peers { a { group = tor, interface = eth1, bfd = on, ttl-security = 1 }, b { remote-as"
                + " = internal, interface = \"br-lan.7\", vrf = red, families = ipv4-unicast } }");
    Path file = Files.writeString(folder.resolve("printed.conf"), ConfigPrinter.print(config));
    assertThat(ConfigReader.read(file, Map.of()))
        .isInstanceOfSatisfying(
            Parsed.Usable.class, usable -> assertThat(usable.config()).isEqualTo(config));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b { group = tor } | munia.peers.b: neither 'address' nor 'interface' is there; an address, or interface = eth0 for the router at the other end of that link, would do",
        "b { group = tor, interface = eth1, multihop = true } | munia.peers.b.multihop: no address, so the neighbour is at the other end of eth1; multihop = false would do, or an address",
        "b { group = tor, interface = eth1, bfd { multihop = true } } | munia.peers.b.bfd.multihop: no address, so the neighbour is at the other end of eth1; multihop = false would do, or an address",
        "a { group = tor, interface = eth1 }, b { group = tor, interface = eth1 } | munia.peers.b.interface: found eth1, at whose other end a is already; an interface of its own, or an address, would do",
        "b { group = tor, interface = eth1, local-address = 10.0.0.1 } | munia.peers.b.local-address: found 10.0.0.1 for the neighbour on eth1; an address of the same version would do",
        "b { group = tor, interface = \"a/b\" } | munia.peers.b.interface: found \"a/b\"; an interface's name of 1 to 15 bytes would do",
        "b { group = tor, address = \"::\" } | munia.peers.b.address: found ::; the address of one neighbour would do, or none, and interface = eth0",
        "b { group = tor, interfaces = eth1 } | munia.peers.b: neither 'address' nor 'interface' is there"
      })
  void what_does_not_fit_is_one_sentence(String peers, String sentence) throws IOException {
    assertThat(read("peers { " + peers + " }").diagnostics())
        .filteredOn(diagnostic -> !diagnostic.toString().contains("unknown key"))
        .singleElement()
        .matches(Diagnostic::isError)
        .asString()
        .contains(sentence);
  }

  /// Whoever has no key is asked for none, wherever on the link it is.
  @ParameterizedTest
  @CsvSource({"fe80::/10, 1", "fe80::/64, 1", "\"::/0\", 1", "fd00::/8, 0"})
  void a_range_with_a_key_that_it_may_be_in_is_refused(String range, int errors)
      throws IOException {
    assertThat(
            read("peers { b { group = tor, interface = eth1 } }, dynamic { r { group = tor, range = \""
                    + range.replace("\"", "")
                    + "\", interface = eth1, password = secret } }")
                .diagnostics())
        .hasSize(errors)
        .allSatisfy(
            it -> assertThat(it.toString()).contains("no key, but on eth1 is in the range"));
  }

  @Test
  void a_link_local_neighbour_beside_it_is_another_one() throws IOException {
    assertThat(
            config(
                    "peers { a { group = tor, address = \"fe80::7\", interface = eth1 }, b { group = tor,"
                        + " interface = eth1 } }")
                .peers())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | b { group = tor, interface = eth1 } | peer b (on eth1) is added | live",
        "b { group = tor, interface = eth1 } | '' | peer b (on eth1) is removed | reset",
        "b { group = tor, interface = eth1 } | b { group = tor, interface = eth2 } | peer b: interface | reset",
        "b { group = tor, interface = eth1 } | b { group = tor, interface = eth1, hold-time = 9s } | peer b: hold-time | next-session",
        "b { group = tor, interface = eth1, families = ipv6-unicast } | b { group = tor, interface = eth1, address = \"fe80::7\", families = ipv6-unicast } | peer b: address | reset"
      })
  void a_reload_says_what_changes(String before, String after, String summary, String cost)
      throws IOException {
    List<Change> changes =
        Changes.between(config("peers { " + before + " }"), config("peers { " + after + " }"))
            .all();
    assertThat(changes)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.summary()).isEqualTo(summary);
          assertThat(change.apply()).hasToString(cost);
        });
  }

  @Test
  void a_neighbour_that_is_nowhere_is_none() throws IOException {
    PeerConfig somewhere = peer("address = 10.0.0.2");
    assertThatThrownBy(() -> new PeerConfig("b", "", Optional.empty(), somewhere.options()))
        .hasMessage("b has neither an address nor an interface");
  }
}
