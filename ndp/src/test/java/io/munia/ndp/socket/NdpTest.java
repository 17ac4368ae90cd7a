package io.munia.ndp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NdpTest {

  @Test
  void one_that_nobody_asks_anything_opens_no_socket_and_begins_no_thread() throws IOException {
    long before = sockets();
    try (Ndp idle = Ndp.idle(1)) {
      idle.inUse("eth0", true);
      idle.forget("eth0");
      assertThat(sockets()).isEqualTo(before);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("munia-ndp");
    }
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(NdpTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}
