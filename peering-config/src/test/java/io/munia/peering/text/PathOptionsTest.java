package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.model.PeerPaths;
import io.munia.peering.model.PeeringConfig;
import io.munia.rib.PathsSent;
import io.munia.rib.route.Multipath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class PathOptionsTest {
  @TempDir Path folder;

  private Parsed read(String peer) throws IOException {
    return read("", peer);
  }

  private Parsed read(String root, String peer) throws IOException {
    Path file = folder.resolve("munia.conf");
    Files.writeString(
        file,
        "munia { as = 64512, router-id = 10.0.0.1, "
            + root
            + " peers { a { address = 10.0.0.2, import = accept-all, export = accept-all, "
            + peer
            + " } } }");
    return ConfigReader.read(file, Map.of());
  }

  private PeerPaths paths(String peer) throws IOException {
    return ((Parsed.Usable) read(peer)).config().peers().getFirst().options().paths();
  }

  @Test
  void one_path_each_way_unless_said() throws IOException {
    assertThat(paths("remote-as = internal")).isEqualTo(PeerPaths.ONE);
  }

  @Test
  void which_paths_pass_is_read_and_printed() throws IOException {
    String given =
        "remote-as = external, add-path = both, add-path-send = best 3, route-server-client = true";
    assertThat(paths(given))
        .isEqualTo(
            new PeerPaths(
                PeerPaths.AddPath.BOTH,
                new PathsSent(new PathsSent.AddPath.Best(3), false, true),
                PeerPaths.FirstAs.ITS_OWN));
    for (String each :
        List.of(
            given,
            "remote-as = internal, add-path = send, add-path-send = per-as",
            "remote-as = internal, advertise-best-external = true, add-path = receive",
            "remote-as = internal, families = [ipv4-vpn, rt-constrain, link-state], add-path = both",
            "remote-as = external, enforce-first-as = false")) {
      PeeringConfig config = ((Parsed.Usable) read(each)).config();
      Path file = folder.resolve("again.conf");
      Files.writeString(file, ConfigPrinter.print(config));
      assertThat(((Parsed.Usable) ConfigReader.read(file, Map.of())).config()).isEqualTo(config);
    }
  }

  @Test
  void paths_that_are_used_together_are_read_and_printed() throws IOException {
    Path file = folder.resolve("munia.conf");
    Files.writeString(
        file,
        "munia { as = 64512, router-id = 10.0.0.1,"
            + " multipath { ebgp = 4, as-path-relax = true } }");
    PeeringConfig config = ((Parsed.Usable) ConfigReader.read(file, Map.of())).config();
    assertThat(config.multipath()).isEqualTo(new Multipath(4, 1, true));
    Files.writeString(file, ConfigPrinter.print(config));
    assertThat(((Parsed.Usable) ConfigReader.read(file, Map.of())).config()).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "remote-as = internal, route-server-client = true | for a neighbour in our AS",
        "remote-as = external, advertise-best-external = true | for a neighbour in another AS",
        "remote-as = internal, add-path-send = per-as | for a neighbour that is sent one path",
        "remote-as = internal, add-path = send, add-path-send = best 65 | best N",
        "remote-as = internal, add-path = send, prefix-limit-out = { ipv4-unicast { max = 9,"
            + " action = block } } | beside add-path",
        "remote-as = internal, families = [ipv4-unicast, l2vpn-evpn], next-hop-self = true | beside"
            + " l2vpn-evpn",
        "remote-as = internal, families = rt-constrain, prefix-limit-out = { rt-constrain { max = 9,"
            + " action = block } } | action = warn or restart",
        "remote-as = internal, add-path = some | off or receive or send or both"
      })
  void what_makes_no_sense_is_refused(String peer, String why) throws IOException {
    assertThat(read(peer).diagnostics()).singleElement().asString().contains(why);
  }

  @Test
  void another_member_of_our_confederation_always_stands_first_in_what_it_tells()
      throws IOException {
    Parsed parsed =
        read(
            "confederation { id = 65000, members = 64513 },",
            "remote-as = 64513, enforce-first-as = false");
    assertThat(parsed.diagnostics())
        .singleElement()
        .asString()
        .contains("'enforce-first-as = false' for a neighbour in our confederation");
  }

  @Test
  void another_member_of_our_confederation_is_no_route_servers_client() throws IOException {
    Parsed parsed =
        read(
            "confederation { id = 65000, members = 64513 },",
            "remote-as = 64513, route-server-client = true");
    assertThat(parsed.diagnostics())
        .singleElement()
        .asString()
        .contains("for a neighbour in our confederation");
  }
}
