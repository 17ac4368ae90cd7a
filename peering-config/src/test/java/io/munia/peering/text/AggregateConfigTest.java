package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.Prefix;
import io.munia.rib.aggregate.Aggregate;
import io.munia.rib.aggregate.Aggregate.Suppress;
import io.munia.rib.aggregate.Aggregate.Towards;
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
class AggregateConfigTest {
  private static final String START = "munia { as = 64512, router-id = 10.0.0.1, fib {}\n";
  private static final String POLICIES =
      "policies { only-default { rules = [ { match { prefix = \"0.0.0.0/0\" }, then = accept } ] },"
          + " some { rules = [ { match { prefix = \"10.64.3.0/24\" }, then = accept } ] } }\n";

  @TempDir Path folder;

  @Test
  void without_options_it_stands_beside_all_that_lies_inside() throws IOException {
    assertThat(aggregates("\"10.64.0.0/12\" {}"))
        .containsExactly(Aggregate.of(Prefix.parse("10.64.0.0/12")));
  }

  @Test
  void summary_only_suppresses_all() throws IOException {
    assertThat(aggregates("\"fd64::/32\" { summary-only = true }"))
        .containsExactly(
            Aggregate.of(Prefix.parse("fd64::/32")).suppressing(new Suppress.All(), Towards.ALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"10.64.0.1/12\" {} | found \"10.64.0.1/12\"",
        "\"10.64.0.1/32\" {} | which nothing is more specific than",
        "\"224.0.0.0/4\" {} | a prefix of unicast addresses",
        "\"fd64::/32\" {}, \"fd64:0::/32\" {} | again",
        "\"10.64.0.0/12\" { summary-only = true, suppress = none } | one of them would do",
        "\"10.64.0.0/12\" { suppress = some } | none, all, or a prefix with lengths",
        "\"10.64.0.0/12\" { suppress = \"10.0.0.0/8\" } | nothing inside 10.64.0.0/12",
        "\"10.64.0.0/12\" { contributors = \"10.99.0.0/16\" } | nothing inside 10.64.0.0/12",
        "\"10.64.0.0/12\" { source = aggregate } | does not contribute to another",
        "\"10.64.0.0/12\" { source = tor } | one of bgp, local",
        "\"10.64.0.0/12\" { min-contributors = 0 } | a whole number, 1 to",
        "\"10.64.0.0/12\" { origin = egb } | auto or igp or egp or incomplete",
        "\"10.64.0.0/12\" { as-set = true } | unknown key 'as-set'"
      })
  void what_cannot_be_meant_is_refused_with_a_sentence(String section, String sentence)
      throws IOException {
    assertThat(refused("aggregates { " + section + " }"))
        .singleElement()
        .asString()
        .contains("munia.aggregates.", sentence);
  }

  @Test
  void it_needs_a_kernel_for_its_discard_and_a_prefix_of_its_own() throws IOException {
    String one = "aggregates { \"10.64.0.0/12\" {} }";
    assertThat(refused("fib = off, " + one)).singleElement().asString().contains("fib = off");
    assertThat(refused(one + ", routes { \"10.64.0.0/12\" {} }"))
        .singleElement()
        .asString()
        .contains("munia.routes has a route to 10.64.0.0/12 as well");
  }

  @Test
  void what_neighbours_have_inside_must_be_let_in_by_one_of_them() throws IOException {
    String one = "aggregates { \"10.64.0.0/12\" {} }, ";
    assertThat(refused(one + POLICIES + peer("remote-as = internal, import = only-default")))
        .singleElement()
        .asString()
        .contains("would swallow what the neighbours have there", "10.64.0.0/12 ge 13");
    usable(one + POLICIES + peer("remote-as = internal, import = some"));
    usable(one + peer("remote-as = internal, import = reject-all, families = ipv6-unicast"));
    usable(
        "aggregates { \"10.64.0.0/12\" { source = local } }, "
            + POLICIES
            + peer("remote-as = internal, import = only-default"));
  }

  @Test
  void clients_of_a_reflector_are_not_kept_from_each_other() throws IOException {
    String peer = peer("remote-as = internal, route-reflector-client = true");
    assertThat(refused("aggregates { \"10.64.0.0/12\" { summary-only = true } }, " + peer))
        .singleElement()
        .asString()
        .contains("would swallow the other clients' blocks", "suppress-to = external would do");
    usable(
        "aggregates { \"10.64.0.0/12\" { summary-only = true, suppress-to = external } }, " + peer);
    usable("aggregates { \"10.64.0.0/12\" {} }, " + peer);
  }

  @Test
  void the_other_nodes_of_a_pool_hear_of_our_blocks_and_we_of_theirs() throws IOException {
    String all = peer("remote-as = 64900, import = accept-all, export = accept-all");
    String suppressing = "aggregates { \"10.64.0.0/16\" { summary-only = true } }, " + pool();
    assertThat(refused(suppressing + all))
        .singleElement()
        .asString()
        .contains("suppresses this node's blocks of the pool p", "would swallow them");
    assertThat(refused(suppressing + peer("remote-as = internal")))
        .singleElement()
        .asString()
        .contains("suppress-to = external");
    usable(
        "aggregates { \"10.64.0.0/16\" { summary-only = true, suppress-to = external } }, "
            + pool()
            + peer("remote-as = internal"));
    usable(
        "aggregates { \"10.64.0.0/16\" { summary-only = true, source = [static, bgp] } }, "
            + pool()
            + all);
    assertThat(
            refused(
                "aggregates { \"10.64.0.0/16\" { source = ipam } }, "
                    + pool()
                    + POLICIES
                    + peer("remote-as = internal, import = only-default")))
        .singleElement()
        .asString()
        .contains("covers what other nodes own of the pool p", "10.64.0.0/12 le 26");
  }

  private static String peer(String options) {
    return "peers { t { address = 10.0.0.2, " + options + " } }\n";
  }

  private static String pool() {
    return "ipam { store = \"file:/x\", pools { p { cidr = \"10.64.0.0/12\" } } }\n";
  }

  private List<Aggregate> aggregates(String sections) throws IOException {
    return usable("aggregates { " + sections + " }").config().aggregates();
  }

  private Parsed.Usable usable(String text) throws IOException {
    Parsed parsed = read(text);
    assertThat(parsed.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
    return (Parsed.Usable) parsed;
  }

  private List<Diagnostic> refused(String text) throws IOException {
    Parsed parsed = read(text);
    assertThat(parsed).isInstanceOf(Parsed.Refused.class);
    return parsed.diagnostics().stream().filter(Diagnostic::isError).toList();
  }

  private Parsed read(String text) throws IOException {
    return ConfigReader.read(
        Files.writeString(folder.resolve("munia.conf"), START + text + "\n}"), Map.of());
  }
}
