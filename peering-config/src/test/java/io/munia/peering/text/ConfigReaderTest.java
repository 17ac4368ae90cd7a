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

@NullMarked
class ConfigReaderTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final String START = "munia { as = 64512, router-id = 10.0.0.1\n";

  @TempDir Path folder;

  @Test
  void a_whole_configuration_is_printed_in_canonical_form() throws Exception {
    PeeringConfig config = usable(resource("whole.conf"));
    assertThat(ConfigPrinter.print(config)).isEqualTo(Files.readString(resource("whole.ok")));
  }

  @Test
  void what_is_printed_reads_back_as_the_same_configuration() throws Exception {
    PeeringConfig config = usable(resource("whole.ok"));
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
  @ValueSource(strings = {"minimal.conf", "node.conf", "reflector.conf", "tor.conf"})
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
    assertThat(config.peers().getFirst().address()).hasToString("10.0.0.9");
  }

  @Test
  void a_substitution_that_stands_for_nothing_is_refused() throws IOException {
    assertThat(refused(START + "peers { a { address = ${TOR}, remote-as = internal } } }"))
        .singleElement()
        .asString()
        .contains(":2: ${TOR} stands for nothing");
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
        "peers { t { address = 10.0.0.2, remote-as = 64900, import = accept-all, export ="
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
