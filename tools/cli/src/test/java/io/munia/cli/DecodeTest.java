package io.munia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.cli.Command.Invocation;
import io.munia.peering.control.Json;
import io.munia.peering.control.JsonText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DecodeTest {
  private static final String MARKER = "ff".repeat(16);
  private static final String KEEPALIVE = MARKER + "001304";
  private static final String UPDATE =
      MARKER
          + "0032020000"
          + "0014"
          + "40010100"
          + "40020602010000fde9"
          + "400304c0000201"
          + "18cb0071"
          + "100a02";
  private static final String NO_ORIGIN =
      MARKER + "002b020000" + "0010" + "40020602010000fde9" + "400304c0000201" + "18cb0071";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void a_line_in_is_a_line_out_in_order_with_its_id() {
    ExitCode code =
        lines(
            "{\"id\":1,\"hex\":\"" + UPDATE + "\"}",
            "{\"id\":\"two\",\"hex\":\"" + NO_ORIGIN + "\"}",
            "{\"hex\":\"" + MARKER + "001204\"}");
    assertThat(code).isEqualTo(ExitCode.OK);
    List<Json.Obj> answers = answers();
    assertThat(answers.get(0).number("id")).isEqualTo(1);
    assertThat(answers.get(0).text("verdict")).isEqualTo("accept");
    assertThat(answers.get(0).list("announce"))
        .extracting(entry -> ((Json.Obj) entry).text("prefix"))
        .containsExactly("203.0.113.0/24", "10.2.0.0/16");
    assertThat(answers.get(1).text("id")).isEqualTo("two");
    assertThat(answers.get(1).text("verdict")).isEqualTo("withdraw");
    assertThat(answers.get(1).text("error")).isEqualTo("ORIGIN is missing");
    assertThat(answers.get(1).list("announce")).isEmpty();
    assertThat(answers.get(1).list("withdraw")).hasSize(1);
    assertThat(answers.get(2).text("verdict")).isEqualTo("reset");
    assertThat(answers.get(2).number("code")).isEqualTo(1);
    assertThat(answers.get(2).number("subcode")).isEqualTo(2);
  }

  @Test
  void a_line_says_how_its_session_encodes() {
    String twoOctets =
        MARKER + "002b020000" + "0012" + "40010100" + "4002040201fde9" + "400304c0000201" + "080a";
    String localPref =
        MARKER
            + "0035020000"
            + "001c"
            + "40010100"
            + "400200"
            + "400304c0000201"
            + "40050400000064"
            + "c00804fde90007"
            + "080a";
    lines(
        "{\"id\":1,\"hex\":\"" + twoOctets + "\",\"as4\":false}",
        "{\"id\":2,\"hex\":\"" + twoOctets + "\",\"as4\":true}",
        "{\"id\":3,\"hex\":\"" + localPref + "\",\"ebgp\":false}",
        "{\"id\":4,\"hex\":\"" + UPDATE + "\",\"remote-as\":65002}",
        "{\"id\":5,\"hex\":\"" + UPDATE + "\",\"addpath\":[\"ipv4-unicast\"]}",
        "{\"id\":6,\"hex\":\"" + UPDATE + "\",\"families\":[\"ipv6-unicast\"]}");
    assertThat(answers())
        .extracting(answer -> answer.text("verdict"))
        .containsExactly("accept", "withdraw", "accept", "withdraw", "accept", "discard");
    assertThat(((Json.Obj) answers().get(4).list("announce").getFirst()).number("path-id"))
        .isEqualTo(0x18cb_0071L);
  }

  @Test
  void a_line_that_cannot_be_read_has_an_answer_and_the_next_one_goes_on() {
    ExitCode code =
        lines(
            "nonsense",
            "[1]",
            "{\"id\":3}",
            "{\"id\":4,\"hex\":\"f\"}",
            "{\"id\":5,\"hex\":\"zz\"}",
            "{\"id\":6,\"hex\":\"ff\",\"addpath\":[\"ipv9\"]}",
            "{\"id\":7,\"hex\":\"ff\",\"ebgp\":\"yes\"}",
            "{\"id\":8,\"hex\":\"" + KEEPALIVE + UPDATE + "\"}",
            "",
            "{\"id\":9,\"hex\":\"" + KEEPALIVE + "\"}");
    assertThat(code).isEqualTo(ExitCode.USAGE);
    List<Json.Obj> answers = answers();
    assertThat(answers).hasSize(9);
    assertThat(answers.subList(0, 8))
        .allMatch(answer -> answer.text("verdict").isEmpty() && !answer.text("error").isEmpty());
    assertThat(answers.get(8).text("verdict")).isEqualTo("accept");
    assertThat(answers.get(8).number("id")).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "-0.5e3", "123456789012345678901234", "[1.5,{\"a\":null}]", "true", "\"\""})
  void an_id_of_any_kind_comes_back_as_it_was(String id) {
    lines("{\"id\":" + id + ",\"seen\":12.75,\"hex\":\"" + KEEPALIVE + "\"}");
    assertThat(out.toString()).startsWith("{\"id\":" + id + ",\"verdict\":\"accept\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad", "123", "deadbeef oops", "\ufeff", "oops", "\"\""})
  void lines_are_told_by_any_of_them_not_by_the_first_alone(String first) {
    lines(first, "{\"id\":1,\"hex\":\"" + KEEPALIVE + "\"}");
    assertThat(answers().getLast().text("verdict")).isEqualTo("accept");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_refused_line_has_every_member_of_an_answer() {
    lines("{\"id\":1}");
    assertThat(answers().getFirst().members().keySet())
        .contains(
            "id", "verdict", "code", "subcode", "attributes", "announce", "withdraw", "error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ipv4-vpn", "vpnv4", "VPNv4", "IPV4_VPN", "l3vpn-ipv4-unicast", "ipv4 vpn"})
  void a_family_goes_by_the_names_of_other_tools_too(String name) {
    lines("{\"hex\":\"" + KEEPALIVE + "\",\"addpath\":[\"" + name + "\"]}");
    assertThat(answers().getFirst().text("verdict")).isEqualTo("accept");
  }

  @Test
  void a_line_that_is_too_long_is_skipped_to_its_end() {
    lines(
        "{\"id\":1,\"hex\":\"" + "00".repeat(DecodeLines.LINE_BYTES_MAX) + "\"}",
        "{\"id\":2,\"hex\":\"" + KEEPALIVE + "\"}");
    assertThat(answers())
        .extracting(answer -> answer.text("verdict"))
        .containsExactly("", "accept");
  }

  @Test
  void whoever_waits_for_an_answer_before_asking_again_gets_it() throws Exception {
    PipedOutputStream questions = new PipedOutputStream();
    PipedInputStream input = new PipedInputStream(questions, 4096);
    Signal signal = new Signal(out);
    Thread decode =
        Thread.ofPlatform().start(() -> decode(input, new PrintWriter(signal), Map.of()));
    questions.write(
        ("{\"id\":1,\"hex\":\"" + KEEPALIVE + "\"}\n").getBytes(StandardCharsets.UTF_8));
    questions.flush();
    signal.awaitFlush();
    assertThat(out.toString()).contains("\"verdict\":\"accept\"");
    questions.close();
    decode.join();
  }

  @Test
  void hex_is_taken_from_the_command_line_a_file_and_standard_input() throws Exception {
    assertThat(decode("", Map.of("input", UPDATE))).isEqualTo(ExitCode.OK);
    Path file =
        Files.writeString(folder.resolve("message"), "0x" + UPDATE.replace("4002", "40 02\n"));
    assertThat(decode("", Map.of("input", file.toString()))).isEqualTo(ExitCode.OK);
    assertThat(decode(UPDATE, Map.of())).isEqualTo(ExitCode.OK);
    String one = out.toString();
    assertThat(one.substring(0, one.length() / 3).repeat(3)).isEqualTo(one);
    assertThat(one.lines()).allMatch(line -> line.length() <= 80);
    assertThat(one).contains("AS_PATH", "65001", "203.0.113.0/24 via 192.0.2.1", "=> accepted");
  }

  @Test
  void a_stream_is_taken_apart_down_to_what_would_end_the_session() {
    ExitCode code = decode("", Map.of("input", KEEPALIVE + MARKER + "001309" + KEEPALIVE));
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("byte 0", "KEEPALIVE", "byte 19", "NOTIFICATION 1/3");
    assertThat(out.toString()).doesNotContain("byte 38");
  }

  @Test
  void what_cannot_be_read_is_one_sentence() {
    assertThat(decode("", Map.of())).isEqualTo(ExitCode.USAGE);
    assertThat(decode("", Map.of("input", "abc"))).isEqualTo(ExitCode.USAGE);
    assertThat(decode("", Map.of("input", "no such file"))).isEqualTo(ExitCode.USAGE);
    assertThat(decode("beef hello", Map.of())).isEqualTo(ExitCode.USAGE);
    assertThat(decode("", Map.of("input", UPDATE, "addpath", "ipv9"))).isEqualTo(ExitCode.USAGE);
    assertThat(decode("", Map.of("input", UPDATE, "remote-as", "-1"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(6).allMatch(line -> line.startsWith("munia: "));
    assertThat(err.toString()).contains("odd number of digits", "neither hex nor a file");
  }

  private ExitCode lines(String... lines) {
    return decode(String.join("\n", lines), Map.of());
  }

  private ExitCode decode(String input, Map<String, String> arguments) {
    return decode(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out),
        arguments);
  }

  private ExitCode decode(InputStream input, PrintWriter to, Map<String, String> arguments) {
    Terminal terminal = new Terminal(to, new PrintWriter(err), 80, false);
    ExitCode code =
        Decode.run(
            new Invocation(Command.DECODE, Optional.empty(), false, arguments), terminal, input);
    to.flush();
    return code;
  }

  private List<Json.Obj> answers() {
    return out.toString().lines().map(DecodeTest::object).toList();
  }

  private static Json.Obj object(String line) {
    try {
      return (Json.Obj) JsonText.read(line);
    } catch (io.munia.peering.control.MalformedLineException e) {
      throw new AssertionError(line, e);
    }
  }

  /// Tells when something was flushed into the text behind it.
  private static final class Signal extends java.io.FilterWriter {
    private final java.util.concurrent.CountDownLatch flushed =
        new java.util.concurrent.CountDownLatch(1);

    Signal(StringWriter to) {
      super(to);
    }

    @Override
    public void flush() throws java.io.IOException {
      super.flush();
      if (!out.toString().isEmpty()) {
        flushed.countDown();
      }
    }

    void awaitFlush() throws InterruptedException {
      assertThat(flushed.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }
}
