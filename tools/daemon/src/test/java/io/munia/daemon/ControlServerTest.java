package io.munia.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.peering.control.Json;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import io.munia.peering.control.Verb;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class ControlServerTest {
  @TempDir Path folder;

  private record Echo() implements Verb {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Access access() {
      return Access.WRITE;
    }

    @Override
    public Json.Obj answer(Map<String, String> args) {
      return Json.object().put("said", args.getOrDefault("say", "")).build();
    }
  }

  private Path socket() {
    return folder.resolve("c.sock");
  }

  private ControlServer start() {
    return ControlServer.start(socket().toString(), List.of(new Echo()));
  }

  private String ask(String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return String.valueOf(
          new java.io.BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))
              .readLine());
    }
  }

  @Test
  void the_daemons_own_user_may_change_something() throws Exception {
    try (ControlServer server = start()) {
      assertThat(Response.parse(ask(new Request("echo", Map.of("say", "hi")).toLine())))
          .isEqualTo(new Response.Done(Json.object().put("said", "hi").build()));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-rw----");
      assertThat(server).isNotNull();
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void a_wrong_question_has_an_answer_in_one_sentence() throws Exception {
    try (ControlServer server = start()) {
      assertThat(ask("{\"verb\":\"ecko\"}")).contains("there is no verb 'ecko'; there are: echo");
      assertThat(ask("nonsense")).contains("not JSON");
      assertThat(ask("x".repeat(Request.LINE_BYTES_MAX + 1))).contains("a request has at most");
      assertThat(server).isNotNull();
    }
  }

  @Test
  void a_socket_that_answers_is_somebody_elses() throws Exception {
    try (ControlServer server = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("another muniad answers");
      assertThat(server).isNotNull();
    }
  }

  @Test
  void a_socket_that_a_dead_daemon_left_is_replaced() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()))
        .close();
    assertThat(socket()).exists();
    try (ControlServer server = start()) {
      assertThat(ask("{\"verb\":\"echo\"}")).contains("\"ok\":true");
      assertThat(server).isNotNull();
    }
  }

  @Test
  void a_file_that_is_no_socket_is_left_alone() throws Exception {
    Files.writeString(socket(), "precious");
    assertThatThrownBy(this::start)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is no socket");
    assertThat(socket()).hasContent("precious");
  }

  @Test
  void a_missing_folder_is_made_and_one_that_cannot_be_is_said() throws Exception {
    try (ControlServer server =
        ControlServer.start(folder.resolve("new/c.sock").toString(), List.of())) {
      assertThat(folder.resolve("new/c.sock")).exists();
      assertThat(server).isNotNull();
    }
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(
            () -> ControlServer.start(folder.resolve("file/c.sock").toString(), List.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("there is no folder");
  }
}
