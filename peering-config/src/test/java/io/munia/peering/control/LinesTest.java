package io.munia.peering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class LinesTest {
  @Test
  void a_request_reads_back_as_it_was_written() throws MalformedLineException {
    Request request = new Request("routes", Map.of("prefix", "10.0.0.0/8", "limit", "5"));
    assertThat(request.toLine())
        .isEqualTo("{\"verb\":\"routes\",\"args\":{\"limit\":\"5\",\"prefix\":\"10.0.0.0/8\"}}");
    assertThat(Request.parse(request.toLine())).isEqualTo(request);
  }

  @Test
  void an_answer_reads_back_as_it_was_written() throws MalformedLineException {
    Response done = new Response.Done(Json.object().put("a", 1).put("b", "x\ny").build());
    assertThat(done.toLine()).isEqualTo("{\"ok\":true,\"result\":{\"a\":1,\"b\":\"x\\ny\"}}");
    assertThat(Response.parse(done.toLine())).isEqualTo(done);
    Response failed = new Response.Failed("no", 2);
    assertThat(Response.parse(failed.toLine())).isEqualTo(failed);
  }

  @Test
  void no_text_steers_a_terminal() throws MalformedLineException {
    Response done = new Response.Done(Json.object().put("a", "x\u009b2Jy\u007fz\u001bü").build());
    assertThat(done.toLine()).contains("x\\u009b2Jy\\u007fz\\u001Bü");
    assertThat(Response.parse(done.toLine())).isEqualTo(done);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"verb\":1}",
        "{\"verb\":\"a\",\"verb\":\"b\"}",
        "{\"verb\":\"a\"} {}",
        "{\"verb\":\"a\",\"args\":{\"n\":1}}",
        "{\"verb\":\"a\"",
        "{\"n\":1.5}",
        "{\"n\":99999999999999999999}"
      })
  void a_line_that_is_no_request_is_refused(String line) {
    assertThatThrownBy(() -> Request.parse(line)).isInstanceOf(MalformedLineException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-1e-30", "99999999999999999999", "[1,2.5,{\"a\":0.1}]"})
  void text_of_anybodys_may_have_any_number(String text) throws MalformedLineException {
    assertThat(JsonText.write(JsonText.readAny(text))).isEqualTo(text);
    assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(MalformedLineException.class);
  }

  @Test
  void deep_nesting_is_refused() {
    assertThatThrownBy(() -> JsonText.read("[".repeat(5000)))
        .isInstanceOf(MalformedLineException.class);
  }

  @Test
  void no_line_ends_in_another_exception() {
    long seed = 20_260_101;
    SplittableRandom random = new SplittableRandom(seed);
    String alphabet = "{}[]\":,\\u0019 averbgsntruefalse.-+e\u0000é";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder("{\"verb\":");
      int length = random.nextInt(24);
      for (int j = 0; j < length; j++) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(Request.parse(line.toString()).verb()).isNotEmpty();
      } catch (MalformedLineException e) {
        assertThat(e.getMessage()).as("seed %d, line %s", seed, line).isNotBlank();
      }
    }
  }
}
