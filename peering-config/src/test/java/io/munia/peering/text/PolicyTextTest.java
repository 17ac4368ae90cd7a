package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused in policies, and communities as text.
///
/// [RFC 6811 §2](https://www.rfc-editor.org/rfc/rfc6811#section-2)
@NullMarked
class PolicyTextTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "64512:1",
        "no-export",
        "64512:*",
        "*:666",
        "*:*",
        "64512:1:2",
        "64512:*:3",
        "*:*:4294967295",
        "rt:64512:4294967295",
        "rt:64512:*",
        "rt:70000:65535",
        "rt:4294967295:*",
        "rt:*:*",
        "soo:10.0.0.1:65535",
        "soo:10.0.0.1:*",
        "ext:0x4300000000000001",
        "ext:0x0202000000010001"
      })
  void a_community_reads_back_as_it_is_printed(String text) {
    assertThat(CommunityText.print(CommunityText.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1:",
        ":1",
        "65536:1",
        "1:65536",
        "1:2:3:4",
        "rt:1",
        "rt:*:1",
        "rt:70000:65536",
        "rt:fd00::1:1",
        "ext:0x1",
        "ext:1",
        "nonsense",
        "-1:2",
        "1:2:4294967296"
      })
  void what_is_no_community_is_refused(String text) {
    assertThatThrownBy(() -> CommunityText.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '\'',
      value = {
        "match { prefix = custmers }@rules[0].match.prefix: found 'custmers', which is no set in"
            + " munia.sets.prefixes; did you mean 'customers'?",
        "match { as-path = \"1 [0-9]\" }@rules[0].match.as-path: found \"1 [0-9]\", in it [0-9],"
            + " which would be the ASes 0 to 9 at character 4; '.' for any AS would do",
        "match { as-path = [\"1\", \"(2\"] }@rules[0].match.as-path[1]: found \"(2\", in it '('"
            + " without ')' at character 1; closing it would do",
        "match { community = [] }@rules[0].match.community: found []: every route carries all of none;"
            + " a community would do, or any-community, which matches no route then",
        "match { policy = p }@rules[0].match.policy: found 'p', which asks itself by way of p; a"
            + " policy that does not ask this one would do",
        "match { policy = q }@rules[0].match.policy: found 'q', which is no policy; there are: p",
        "match { med = 9-1 }@rules[0].match.med: found \"9-1\"; a number, \"10-20\", \">= 10\" or"
            + " \"<= 20\" would do",
        "set { add-community = \"1:*\" }@rules[0].set.add-community: found \"1:*\"; a community such"
            + " as \"64512:1\", \"64512:1:2\" or \"rt:64512:1\", or a well-known name would"
            + " do",
        "set { next-hop = self, next-hop-self = true }@rules[0].set.next-hop-self: stands beside"
            + " next-hop; one of the two would do",
        "set { prepend-as = 1-3 }@rules[0].set.prepend-as: found a range, or more than 25 numbers; 1"
            + " to 25 AS numbers would do",
        "set { weight = 65536 }@rules[0].set.weight: found 65536; a whole number, 0 to 65535 would"
            + " do"
      })
  void a_rule_that_cannot_be_gets_a_sentence(String rule, String sentence) throws IOException {
    assertThat(
            said(
                "policies { p { rules = [ { "
                    + rule.replace("''", "'")
                    + ", then = accept } ] } }"))
        .singleElement()
        .asString()
        .endsWith("munia.policies.p." + sentence.replace("''", "'"));
  }

  @Test
  void policies_that_ask_each_other_in_a_ring_are_refused() throws IOException {
    assertThat(
            said(
                "policies { a { rules = [{ match { policy = b }, then = accept }] }\n"
                    + "b { rules = [{ match { not { policy = a } }, then = accept }] } }"))
        .singleElement()
        .asString()
        .endsWith(
            "found 'a', which asks itself by way of a, b; a policy that does not ask this"
                + " one would do");
  }

  @Test
  void policies_that_ask_each_other_too_deep_are_refused() throws IOException {
    String policies =
        IntStream.range(0, 9)
            .mapToObj(i ->
                "p"
                    + i
                    + " { rules = [{ match { policy = "
                    + (i == 8 ? "accept-all" : "p" + (i + 1))
                    + " }, then = accept }] }")
            .collect(Collectors.joining("\n"));
    assertThat(said("policies { " + policies + " }"))
        .isNotEmpty()
        .allSatisfy(sentence -> assertThat(sentence).contains("asks others more than 8 deep"));
  }

  @Test
  void nots_in_each_other_have_a_bound() throws IOException {
    assertThat(
            said(
                "policies { p { rules = [{ match { "
                    + "not { ".repeat(9)
                    + "med = 1"
                    + " }".repeat(9)
                    + " }, then = accept }] } }"))
        .singleElement()
        .asString()
        .contains("is the 9th 'not' in another");
  }

  @Test
  void a_range_is_no_peer() throws IOException {
    assertThat(
            said(
                "dynamic { r { range = \"10.0.0.0/8\", remote-as = internal } }\n"
                    + "policies { p { rules = [{ match { peer = r }, then = accept }] } }"))
        .singleElement()
        .asString()
        .endsWith(
            "found 'r', which is a range: its neighbours go by their group and addresses; the name"
                + " of a group that the range is in would do");
  }

  @Test
  void what_a_policy_sets_in_vain_is_warned_of() throws IOException {
    String peer =
        "peers { a { address = 10.0.0.2, remote-as = internal, import = p, export = p } }\n";
    assertThat(
            said(
                peer
                    + "policies { p { rules = [{ set { next-hop = self, weight = 1 }, then = accept"
                    + " }] } }"))
        .anySatisfy(said ->
            assertThat(said)
                .endsWith(
                    "warning: munia.peers.a.import: policy p sets next-hop = self, which does"
                        + " nothing here; setting it at export would do"))
        .anySatisfy(said ->
            assertThat(said)
                .endsWith(
                    "warning: munia.peers.a.export: policy p sets weight = 1, which does nothing"
                        + " here; setting it at import would do"));
  }

  @Test
  void a_set_needs_a_name_that_is_no_value() throws IOException {
    assertThat(said("sets { communities { no-export = \"1:1\" } }"))
        .singleElement()
        .asString()
        .contains("found \"no-export\" as the name of a set");
  }

  private List<String> said(String rest) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("munia.conf"),
            "munia { as = 64512, router-id = 10.0.0.1\n"
                + "sets { prefixes { customers = \"10.0.0.0/8\" } }\n"
                + rest
                + "\n}");
    return ConfigReader.read(file, Map.of()).diagnostics().stream().map(Object::toString).toList();
  }
}
