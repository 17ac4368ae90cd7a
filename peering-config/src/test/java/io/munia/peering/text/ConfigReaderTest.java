package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.model.PeeringConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [RFC 8212](https://www.rfc-editor.org/rfc/rfc8212)
@NullMarked
class ConfigReaderTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final String START = "munia { as = 64512, router-id = 10.0.0.1\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"whole", "policies"})
  void a_whole_configuration_is_printed_in_canonical_form(String name) throws Exception {
    PeeringConfig config = usable(resource(name + ".conf"));
    assertThat(ConfigPrinter.print(config)).isEqualTo(Files.readString(resource(name + ".ok")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "policies"})
  void what_is_printed_reads_back_as_the_same_configuration(String name) throws Exception {
    PeeringConfig config = usable(resource(name + ".ok"));
    assertThat(usable(write(ConfigPrinter.print(config)))).isEqualTo(config);
  }

  @Test
  void every_error_of_a_file_is_said_in_one_sentence_each() throws Exception {
    Path file = resource("wrong.conf");
    String sentences =
        ConfigReader.read(file, Map.of()).diagnostics().stream()
            .map(diagnostic -> diagnostic.toString().replace(file.toString(), "wrong.conf"))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(sentences).isEqualTo(Files.readString(resource("wrong.ok")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"minimal.conf", "node.conf", "policies.conf", "reflector.conf", "tor.conf"})
  void every_sample_is_usable_without_a_warning(String sample) {
    Parsed parsed = ConfigReader.read(CONF.resolve(sample), Map.of());
    assertThat(parsed.diagnostics()).isEmpty();
    assertThat(parsed).isInstanceOf(Parsed.Usable.class);
  }

  @Test
  void the_reference_page_is_what_the_reader_goes_by() throws IOException {
    assertThat(Reference.page())
        .as("run ReferencePage to write it anew")
        .isEqualTo(Files.readString(CONF.resolve("REFERENCE.md")));
  }

  @Test
  void a_value_comes_from_the_environment() throws IOException {
    Path file = write(START + "peers { a { address = ${TOR}, remote-as = internal } } }");
    PeeringConfig config =
        ((Parsed.Usable) ConfigReader.read(file, Map.of("TOR", "10.0.0.9"))).config();
    assertThat(config.peers().getFirst().place()).isEqualTo("10.0.0.9");
  }

  @Test
  void a_substitution_that_stands_for_nothing_is_refused() throws IOException {
    assertThat(refused(START + "peers { a { address = ${TOR}, remote-as = internal } } }"))
        .singleElement()
        .asString()
        .contains(":2: munia.peers.a.address: ${TOR} stands for nothing");
  }

  @Test
  void text_that_is_no_hocon_is_refused_with_its_line() throws IOException {
    assertThat(refused(START + "peers { a { address = \n}"))
        .singleElement()
        .asString()
        .contains("not HOCON: ");
  }

  @Test
  void a_missing_file_is_refused() {
    assertThat(ConfigReader.read(folder.resolve("none.conf"), Map.of()).diagnostics())
        .singleElement()
        .asString()
        .endsWith("none.conf: there is no such file");
  }

  @Test
  void an_ebgp_peer_without_policies_is_allowed_with_a_warning() throws IOException {
    Parsed parsed =
        ConfigReader.read(
            write(START + "peers { a { address = 10.0.0.2, remote-as = 64900 } } }"), Map.of());
    assertThat(parsed).isInstanceOf(Parsed.Usable.class);
    assertThat(parsed.diagnostics())
        .hasSize(2)
        .allSatisfy(warning -> assertThat(warning.toString()).contains("warning: munia.peers.a"));
  }

  @Test
  void a_discard_that_would_swallow_a_neighbours_block_is_refused() throws IOException {
    String ipam =
        "ipam { store = \"file:/x\", place { rack = r, node = n },"
            + " pools { p { cidr = \"10.0.0.0/8\", levels = [{ by = rack, span = 20 }] } } }\n";
    String peers =
        "peers { t { address = 192.0.2.2, remote-as = 64900, import = accept-all, export ="
            + " accept-all } }\n";
    assertThat(refused(START + ipam + peers + "fib { table = main } }"))
        .singleElement()
        .asString()
        .contains("would swallow the other nodes' blocks");
    assertThat(refused(START + ipam + "}")).singleElement().asString().contains("fib = off");
    usable(
        write(
            START
                + ipam.replace("pools {", "announce { communities = [\"64512:1\"] }, pools {")
                + peers
                + "fib { table = main } }"));
  }

  @Test
  void a_key_is_read_from_its_file_and_never_printed() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "s3cret\n");
    PeeringConfig config =
        usable(
            write(
                START
                    + "peers { a { address = 10.0.0.2, remote-as = internal, password-file = \""
                    + key
                    + "\" } } }"));
    assertThat(config.peers().getFirst().options().password().orElseThrow().key())
        .isEqualTo("s3cret");
    assertThat(config + ConfigPrinter.print(config)).doesNotContain("s3cret");
  }

  @Test
  void an_option_that_is_null_counts_as_missing_and_is_said_to_be() throws IOException {
    assertThat(refused("munia { as = null, router-id = 10.0.0.1 }"))
        .singleElement()
        .asString()
        .contains("'as' is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"as = %s1%s", "unknown = %s%s", "unknown { %s 1 %s }"})
  void nesting_without_end_is_refused_in_a_sentence(String option) throws IOException {
    for (int depth : new int[] {3_000, 30_000}) {
      String text = option.formatted("[".repeat(depth), "]".repeat(depth));
      assertThat(refused(START + text + "}"))
          .singleElement()
          .asString()
          .doesNotContain("Exception")
          .containsAnyOf("nested too deep", "not HOCON", "unknown key", "found [");
    }
  }

  @Test
  void an_included_file_that_is_not_there_is_not_passed_over_in_silence() throws IOException {
    Parsed parsed = ConfigReader.read(write("include \"site.conf\"\n" + START + "}"), Map.of());
    assertThat(parsed).isInstanceOf(Parsed.Usable.class);
    assertThat(parsed.diagnostics())
        .singleElement()
        .asString()
        .contains("warning: includes ")
        .contains("site.conf, which is not there");
    assertThat(refused("include required(\"site.conf\")\n" + START + "}"))
        .singleElement()
        .asString()
        .contains("site.conf, which is not there");
  }

  @Test
  void an_error_in_an_included_file_names_that_file_and_line() throws IOException {
    Files.writeString(folder.resolve("site.conf"), "munia {\n foo = 1 }\n");
    assertThat(refused("include \"site.conf\"\n" + START + "}"))
        .singleElement()
        .asString()
        .contains("site.conf:2: munia.foo: unknown key 'foo'");
  }

  @Test
  void nothing_is_fetched_from_elsewhere() throws IOException {
    assertThat(refused("include url(\"http://127.0.0.1:9/x\")\n" + START + "}"))
        .singleElement()
        .asString()
        .contains("munia.conf: includes http://127.0.0.1:9/x; a file's name in quotes would do")
        .doesNotContain("munia.conf: " + folder);
  }

  @Test
  void a_file_that_is_no_text_is_refused_as_such() throws IOException {
    Path file = folder.resolve("munia.conf");
    Files.write(file, new byte[] {'m', 0, 'x'});
    assertThat(ConfigReader.read(file, Map.of()).diagnostics())
        .singleElement()
        .asString()
        .contains("zero bytes");
    Files.write(file, new byte[] {'#', (byte) 0xff, '\n'});
    assertThat(ConfigReader.read(file, Map.of()).diagnostics())
        .singleElement()
        .asString()
        .contains("not a text in UTF-8");
  }

  @Test
  void every_substitution_that_stands_for_nothing_is_said_beside_the_other_errors()
      throws IOException {
    assertThat(
            refused(
                START
                    + "peers { a { address = ${TOR}, remote-as = internal }\n"
                    + "b { address = 10.0.0.3, remote-as = ${AS} }\n"
                    + "c { address = 10.0.0.4, remote-as = 0 } } }"))
        .extracting(Diagnostic::path)
        .containsExactly(
            "munia.peers.a.address", "munia.peers.b.remote-as", "munia.peers.c.remote-as");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "peers { \"\" { address = 10.0.0.2, remote-as = internal } }",
        "peers { \"a b\" { address = 10.0.0.2, remote-as = internal } }",
        "peers { \"a\\u001b[31m\" { address = 10.0.0.2, remote-as = internal } }",
        "policies { p { rules = [ { match { peer = nobody }, then = accept } ] } }",
        "peers { a { address = \"fe80::1\", remote-as = internal } }",
        "peers { a { address = 255.255.255.255, remote-as = internal } }",
        "peers { a { address = 10.0.0.2, local-address = 10.0.0.2, remote-as = internal } }",
        "listen = [\"10.0.0.2:179\"], peers { a { address = 10.0.0.2, remote-as = internal } }",
        "routes { \"fd00::/16\" {}, \"fd00:0::/16\" {} }",
        "routes { \"224.0.0.0/4\" {} }"
      })
  void what_cannot_be_meant_is_refused(String options) throws IOException {
    assertThat(refused(START + options + "}"))
        .singleElement()
        .satisfies(said -> assertThat(said.line()).isEqualTo(2))
        .asString()
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cidr = \"127.0.0.0/8\"",
        "cidr = \"0.0.0.0/0\", block = 24",
        "cidr = \"fe80::/64\"",
        "cidr = \"10.0.0.0/16\", levels = [{ by = rack, span = 20 }, { by = rack, span = 22 }]",
        "cidr = \"10.0.0.0/16\", levels = [{ by = rack, span = 20 }, { by = zone, span = 22 }]",
        "cidr = \"10.0.0.0/16\", levels = [{ by = rack, span = 26 }]"
      })
  void a_pool_that_cannot_be_meant_is_refused(String pool) throws IOException {
    assertThat(
            refused(
                START
                    + "fib {}, ipam { store = \"file:/x\", place { zone = z, rack = r },"
                    + " pools { p { "
                    + pool
                    + " } } } }"))
        .isNotEmpty()
        .allSatisfy(said -> assertThat(said.path()).startsWith("munia.ipam.pools.p."));
  }

  @Test
  void a_node_without_a_name_has_its_hosts() throws IOException {
    Path file =
        write(START + "ipam { store = \"file:/x\", pools { p { cidr = \"10.1.0.0/16\" } } } }");
    Parsed parsed = ConfigReader.read(file, Map.of("HOSTNAME", "node-7"));
    assertThat(((Parsed.Usable) parsed).config().ipam().orElseThrow().place().node())
        .isEqualTo("node-7");
    assertThat(usable(file).ipam().orElseThrow().place().node())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-as = 64900, import = accept-all, export = accept-all",
        "remote-as = internal, import = reject-all",
        "remote-as = internal, import = only-default",
        "remote-as = internal, import = only-spans",
        "remote-as = internal, import = no-blocks",
        "remote-as = internal, export = reject-all",
        "remote-as = internal, export = only-aggregates",
        "remote-as = internal, families = [ipv6-unicast]"
      })
  void no_way_for_blocks_between_the_nodes_of_a_rack_is_refused(String peer) throws IOException {
    assertThat(refused(trap(peer, "no-export")))
        .singleElement()
        .asString()
        .containsPattern("would swallow (the other nodes'|this node's) blocks");
  }

  @Test
  void communities_that_keep_blocks_from_the_racks_nodes_are_refused() throws IOException {
    String external = "remote-as = 64900, import = accept-all, export = accept-all";
    for (String text :
        List.of(
            trap("remote-as = internal", "no-advertise"),
            trap(external, "no-advertise"),
            trap(external, "no-export-subconfed"))) {
      assertThat(refused(text)).singleElement().asString().contains("would swallow");
    }
    usable(write(trap("remote-as = internal", "no-export-subconfed")));
    usable(write(trap("remote-as = internal, import = some, export = ours", "no-export")));
    usable(write(trap(external, "64512:1")));
  }

  private static String trap(String peer, String community) {
    return START
        + "peers { t { address = 10.0.0.2, "
        + peer
        + " } }\n"
        + "policies {\n"
        + " only-default { rules = [ { match { prefix = \"0.0.0.0/0\" }, then = accept } ] }\n"
        + " only-spans { rules = [ { match { prefix = \"10.64.0.0/12 le 20\" }, then = accept } ] }\n"
        + " no-blocks { rules = [ { match { prefix = \"10.0.0.0/8 ge 21\" }, then = reject } ],"
        + " default = accept }\n"
        + " only-aggregates { rules = [ { match { source = ipam-aggregate }, then = accept } ] }\n"
        + " some { rules = [ { match { prefix = \"10.64.0.0/24 le 26\" }, then = accept } ] }\n"
        + " ours { rules = [ { match { source = ipam }, then = accept } ] }\n"
        + "}\n"
        + "fib {}, ipam { store = \"file:/x\", place { rack = r }, announce { communities = [\""
        + community
        + "\"] }, pools { p { cidr = \"10.64.0.0/12\", levels = [{ by = rack, span = 20 }] } } } }";
  }

  private List<Diagnostic> refused(String text) throws IOException {
    Parsed parsed = ConfigReader.read(write(text), Map.of());
    assertThat(parsed).isInstanceOf(Parsed.Refused.class);
    return parsed.diagnostics();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("munia.conf"), text);
  }

  private static PeeringConfig usable(Path file) {
    Parsed parsed = ConfigReader.read(file, Map.of());
    assertThat(parsed.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
    return ((Parsed.Usable) parsed).config();
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        java.util.Objects.requireNonNull(ConfigReaderTest.class.getResource(name)).toURI());
  }
}
