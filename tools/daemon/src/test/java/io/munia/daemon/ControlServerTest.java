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
import java.util.ArrayList;
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
    public boolean understands(String argument) {
      return argument.equals("say");
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
    ControlServer server = ControlServer.bind(socket().toString());
    server.serve(List.of(new Echo()));
    return server;
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
  void an_argument_that_the_verb_does_not_know_is_refused() throws Exception {
    try (ControlServer server = start()) {
      assertThat(ask(new Request("echo", Map.of("sya", "hi")).toLine()))
          .contains("'echo' knows no argument 'sya'");
      assertThat(server).isNotNull();
    }
  }

  @Test
  void one_client_too_many_hears_why_it_is_closed() throws Exception {
    List<SocketChannel> silent = new ArrayList<>();
    try (ControlServer server = start()) {
      for (int i = 0; i < ControlServer.CLIENTS_MAX; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
      }
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        assertThat(
                new java.io.BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))
                    .readLine())
            .contains("muniad answers 32 clients already");
      }
      assertThat(server).isNotNull();
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  @Test
  void a_link_that_leads_nowhere_is_left_alone() throws Exception {
    Files.createSymbolicLink(socket(), folder.resolve("nowhere"));
    assertThatThrownBy(this::start)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is no socket");
    assertThat(Files.isSymbolicLink(socket())).isTrue();
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
    try (ControlServer server = ControlServer.bind(folder.resolve("new/c.sock").toString())) {
      assertThat(folder.resolve("new/c.sock")).exists();
      assertThat(server).isNotNull();
    }
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> ControlServer.bind(folder.resolve("file/c.sock").toString()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("there is no folder");
  }
}
