package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.ExportRules.PrivateAs;
import io.munia.net.Asn;
import io.munia.peering.change.Apply;
import io.munia.peering.change.Change;
import io.munia.peering.change.Changes;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.model.Relation;
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
class RelationOptionsTest {
  @TempDir Path folder;

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

  private PeeringConfig config(String peer) throws IOException {
    return ((Parsed.Usable) read("", "remote-as = 65001, " + peer)).config();
  }

  private Relation relation(String peer) throws IOException {
    return config(peer).peers().getFirst().options().relation();
  }

  @Test
  void a_neighbour_is_nothing_to_us_unless_said() throws IOException {
    assertThat(relation("port = 179")).isEqualTo(Relation.USUAL);
  }

  @Test
  void what_it_is_to_us_is_read() throws IOException {
    assertThat(relation("role = customer, role-strict = true"))
        .satisfies(it -> {
          assertThat(it.role()).contains(BgpRole.CUSTOMER);
          assertThat(it.roleStrict()).isTrue();
        });
    assertThat(relation("local-as = 65010, replace-as = true").localAs())
        .contains(new Relation.LocalAs(new Asn(65010), new Asn(64512), true, true));
    assertThat(relation("remove-private-as = replace").privateAs()).isEqualTo(PrivateAs.REPLACE);
    assertThat(relation("as-path-limit = 750").attributes().asPathMax()).isEqualTo(750);
    assertThat(relation("reject-as-sets = false").attributes().asSets()).isTrue();
    assertThat(relation("aigp = true").attributes().externalAigp()).isTrue();
    assertThat(relation("blackhole = accept").blackhole()).isTrue();
  }

  /// Each is printed as it was given, and its change costs what the reference says.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "role = rs-client | NEXT_SESSION",
        "role = peer, role-strict = true | NEXT_SESSION",
        "local-as = 65010 | RESET",
        "local-as = 65010, no-prepend = true, replace-as = true | RESET",
        "allowas-in = 2 | REFRESH",
        "as-override = true | REFRESH",
        "remove-private-as = all | REFRESH",
        "reject-as-sets = false | NEXT_SESSION",
        "as-path-limit = 750 | NEXT_SESSION",
        "aigp = true | NEXT_SESSION",
        "aigp = false | NEXT_SESSION",
        "prefix-sid = true | NEXT_SESSION",
        "graceful-shutdown = false | REFRESH"
      })
  void an_option_is_printed_and_its_change_costs(String option, Apply apply) throws IOException {
    PeeringConfig given = config(option);
    Path again = folder.resolve("again.conf");
    Files.writeString(again, ConfigPrinter.print(given));

    assertThat(((Parsed.Usable) ConfigReader.read(again, Map.of())).config()).isEqualTo(given);
    assertThat(Changes.between(config("port = 179"), given).all())
        .singleElement()
        .isInstanceOfSatisfying(
            Change.PeerChanged.class, change -> assertThat(change.apply()).isEqualTo(apply));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "role = peer | for a neighbour in our AS or confederation",
        "local-as = 65010 | for a neighbour in our AS or confederation",
        "as-override = true | does nothing for a neighbour in our AS",
        "remove-private-as = all | does nothing for a neighbour in our AS",
        "blackhole = accept | does nothing for a neighbour in our AS",
        "prefix-sid = true | where it always passes",
        "cluster-id = 10.9.9.9 | does nothing for a neighbour that is no route-reflector-client",
        "client-to-client = false | does nothing for a neighbour that is no route-reflector-client"
      })
  void what_does_nothing_inside_is_said(String option, String said) throws IOException {
    assertThat(said("", "remote-as = internal, " + option)).anyMatch(line -> line.contains(said));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "role-strict = true | does nothing without 'role'",
        "replace-as = true | does nothing without 'local-as'",
        "no-prepend = true | does nothing without 'local-as'",
        "local-as = 64512 | which is the AS that it knows us by anyway",
        "local-as = 65001 | which is the neighbour's own AS",
        "local-as = 23456 | which is AS_TRANS",
        "blackhole = accept | drops nothing here: fib = off",
        "role = uncle | provider or customer or peer or rs or rs-client",
        "allowas-in = 11 | 0 to 10",
        "remove-private-as = some | off or all or replace",
        "cluster-id = 10.9.9.9 | does nothing for a neighbour that is no route-reflector-client",
        "route-server-client = true, next-hop-self = true | into the way of packets",
        "prefix-limit.ipv4-unicast { max = 5, action = warn, restart-after = 1m } | does nothing where"
      })
  void what_does_not_fit_outside_is_said(String option, String said) throws IOException {
    assertThat(said("", "remote-as = 65001, " + option)).anyMatch(line -> line.contains(said));
  }

  @Test
  void members_and_contributors_that_say_nothing_are_said() throws IOException {
    assertThat(
            said("confederation { id = 65000, members = [64512, 64513] },", "remote-as = internal"))
        .anyMatch(line -> line.contains("which is our own"));
    assertThat(
            said(
                "fib {}, aggregates.\"10.64.0.0/12\" { contributors = [] },",
                "remote-as = internal"))
        .anyMatch(line -> line.contains("stands for all more specific routes"));
  }

  private List<String> said(String root, String peer) throws IOException {
    return read(root, peer).diagnostics().stream().map(Object::toString).toList();
  }
}
