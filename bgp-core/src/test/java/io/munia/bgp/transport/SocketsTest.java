package io.munia.bgp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SocketsTest {
  @Test
  void an_exception_without_words_still_gives_a_reason() {
    assertThat(Sockets.reason(new NoRouteToHostException("null: /10.0.0.1:179")))
        .isEqualTo("no route to host");
    assertThat(Sockets.reason(new ClosedChannelException())).isEqualTo("the connection is closed");
  }
}
