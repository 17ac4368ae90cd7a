package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.CapabilityKind;
import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.OpenTerms;
import io.munia.bgp.session.SocketOptions;
import io.munia.peering.model.Listen;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class SessionOptionTest {
  private static final String START = "munia { as = 64512, router-id = 10.0.0.1\n";
  private static final String OUTSIDE =
      "remote-as = 64900, import = accept-all, export = accept-all";

  @TempDir Path folder;

  @Test
  void every_option_is_read_and_printed() throws IOException {
    PeeringConfig config =
        read(
            "peers { a { address = 10.0.0.2, remote-as = internal, hold-time = 60s, delay-open = 5s,"
                + " connect-retry-max = 10m, extended-next-hop = true, link-local-next-hop = single, hold-time-min = 30s, require = [route-refresh,"
                + " families], ttl-security = 2, dscp = ef, interface = eth0, vrf = red } }");
    assertThat(config.peers().getFirst().options().session())
        .isEqualTo(
            new SessionOptions(
                600,
                5,
                java.util.Optional.of(true),
                java.util.Optional.of(LinkLocalForm.SINGLE),
                new OpenTerms(
                    30, Set.of(CapabilityKind.ROUTE_REFRESH, CapabilityKind.MULTIPROTOCOL)),
                new SocketOptions(64, 2, 46, "eth0", "red")));
    assertThat(ConfigReader.read(write(ConfigPrinter.print(config)), Map.of()))
        .isInstanceOfSatisfying(
            Parsed.Usable.class, usable -> assertThat(usable.config()).isEqualTo(config));
  }

  @ParameterizedTest
  @CsvSource({
    "'remote-as = internal', 64",
    "'remote-as = 64512', 64",
    "'remote-as = internal, multihop = false', 1",
    "'remote-as = internal, multihop = 255', 255",
    "'OUTSIDE', 1",
    "'OUTSIDE, multihop = true', 64",
    "'OUTSIDE, multihop = 3', 3",
  })
  void packets_go_one_hop_outside_our_as_unless_more_is_said(String options, int ttl)
      throws IOException {
    PeeringConfig config =
        read("peers { a { address = 10.0.0.2, " + options.replace("OUTSIDE", OUTSIDE) + " } }");
    assertThat(config.peers().getFirst().options().session().socket().ttl()).isEqualTo(ttl);
  }

  @ParameterizedTest
  @CsvSource({"cs6, 48", "cs0, 0", "cs7, 56", "af11, 10", "af43, 38", "ef, 46", "0, 0", "63, 63"})
  void a_class_is_a_name_or_a_number(String text, int dscp) throws IOException {
    PeeringConfig config =
        read("peers { a { address = 10.0.0.2, remote-as = internal, dscp = " + text + " } }");
    assertThat(config.peers().getFirst().options().session().socket().dscp()).isEqualTo(dscp);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:179, 0.0.0.0, 179, ''",
    "0.0.0.0%red:179, 0.0.0.0, 179, red",
    "[::]:179, ::, 179, ''",
    "[fe80::1%eth0]:1790, fe80::1, 1790, eth0",
  })
  void a_listening_socket_may_be_bound_to_a_device(
      String text, String address, int port, String device) throws IOException {
    Listen listen = new Listen(io.munia.net.IpAddress.parse(address), port, device);
    assertThat(read("listen = [\"" + text + "\"]").listen()).containsExactly(listen);
    assertThat(listen).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peers { a { P, multihop = 256 } } | a number of routers, 1 to 255 would do",
        "peers { a { P, ttl-security = 255 } } | a whole number, 1 to 254 would do",
        "peers { a { P, ttl-security = 1, multihop = 2 } } | one of the two would do",
        "peers { a { P, dscp = cs8 } } | a number, 0 to 63 would do",
        "peers { a { P, interface = \"an-interface-too-long\" } } | 1 to 15 bytes would do",
        "peers { a { P, vrf = \"a/b\" } } | 1 to 15 bytes would do",
        "peers { a { P, require = [cake] } } | route-refresh",
        "peers { a { P, hold-time-min = 91s } } | at most 90s would do",
        "peers { a { P, connect-retry = 60s, connect-retry-max = 30s } } | at least 60s would do",
        "peers { a { P, delay-open = 241s } } | 0s to 240s would do",
        "peers { a { address = \"fe80::1\", remote-as = internal } } | interface = eth0",
        "dynamic { d { range = \"fe80::/64\", remote-as = internal } } | interface = eth0",
        "listen = [\"[fe80::1]:179\"] | \"[fe80::1%eth0]:179\" would do",
        "listen = [\"0.0.0.0%:179\"] | would do",
        "peers { a { P } }, dynamic { d { range = \"10.0.0.0/8\", remote-as = internal, password ="
            + " x } } | a password of its own would do",
        "dynamic { d { range = \"10.0.0.0/8\", remote-as = internal, password = x }, e { range ="
            + " \"10.1.0.0/16\", remote-as = internal } } | a password of its own would do",
        "peers { a { P, vrf = red }, b { P, vrf = red } } | an address of its own would do",
        "peers { a { address = \"::ffff:10.0.0.2\", remote-as = internal } } | 10.0.0.2 would do",
        "peers { a { address = 0.0.0.0, remote-as = internal } } | address of one neighbour",
        "peers { \"10.0.0.9\" { P } }, dynamic { d { range = \"10.0.0.0/8\", remote-as ="
            + " internal } } | its own address or another name would do",
      })
  void what_cannot_be_meant_is_refused_with_what_would_do(String options, String wouldDo)
      throws IOException {
    Path file =
        write(START + options.replace("P", "address = 10.0.0.2, remote-as = internal") + "\n}");
    assertThat(ConfigReader.read(file, Map.of()))
        .isInstanceOfSatisfying(
            Parsed.Refused.class,
            refused ->
                assertThat(refused.diagnostics()).singleElement().asString().contains(wouldDo));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, single, native or both would do",
    "fd00::2, double, native or both would do",
    "fe80::2, both, 'native, single or double would do'",
    "fe80::2, single, ''",
    "fd00::2, both, ''",
    "fe80::2, native, ''",
    "fd00::2, learned, ''",
  })
  void a_form_of_next_hops_that_the_session_cannot_have_is_said(
      String address, String form, String wouldDo) throws IOException {
    Path file =
        write(
            START
                + "peers { a { address = \"A\", remote-as = internal, interface = eth0, "
                    .replace("A", address)
                + "link-local-next-hop = "
                + form
                + " } } }");
    assertThat(ConfigReader.read(file, Map.of()))
        .isInstanceOfSatisfying(
            Parsed.Usable.class,
            usable ->
                assertThat(usable.diagnostics().stream().map(Object::toString).toList())
                    .hasSize(wouldDo.isEmpty() ? 0 : 1)
                    .allMatch(line -> line.contains(wouldDo)));
  }

  @Test
  void as_trans_is_nobodys_as() throws IOException {
    Path file = write("munia { as = 23456, router-id = 10.0.0.1, control = off }");
    assertThat(ConfigReader.read(file, Map.of()))
        .isInstanceOfSatisfying(
            Parsed.Refused.class,
            refused ->
                assertThat(refused.diagnostics())
                    .singleElement()
                    .asString()
                    .contains("munia.as: found 23456, which is AS_TRANS"));
  }

  @Test
  void neighbours_of_one_address_are_told_apart_by_where_they_are() throws IOException {
    assertThat(
            read("peers { a { address = 10.0.0.2, remote-as = internal }, b { address = 10.0.0.2,"
                    + " remote-as = internal, vrf = red }, c { address = \"fe80::1\", remote-as ="
                    + " internal, interface = eth0 }, d { address = \"fe80::1\", remote-as ="
                    + " internal, interface = eth1 } }, dynamic { e { range = \"10.9.0.0/16\","
                    + " remote-as = internal, password = x } }")
                .peers())
        .hasSize(4);
  }

  private PeeringConfig read(String options) throws IOException {
    Parsed parsed = ConfigReader.read(write(START + options + "\n}"), Map.of());
    assertThat(parsed).as("%s", parsed.diagnostics()).isInstanceOf(Parsed.Usable.class);
    return ((Parsed.Usable) parsed).config();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("munia.conf"), text);
  }
}
