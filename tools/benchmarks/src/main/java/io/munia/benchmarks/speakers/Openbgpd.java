package io.munia.benchmarks.speakers;

import io.munia.lab.Command;
import io.munia.lab.LabProcess;
import java.nio.file.Path;
import java.util.Optional;

/// Debian's OpenBGPD, all of its processes. It changes to users of its own, so it runs as real root
/// only.
record Openbgpd(Path root) implements Speaker {
  private static final String PROGRAM = "usr/sbin/bgpd";

  @Override
  public String name() {
    return "openbgpd";
  }

  @Override
  public String title() {
    return "OpenBGPD";
  }

  @Override
  public Optional<Program> program() {
    return Optional.of(Program.of(root, PROGRAM, "openbgpd").asRealRoot());
  }

  @Override
  public LabProcess start(Segment segment) {
    Command.of("mkdir", "-p", "/run/openbgpd").must();
    String head =
        """
        AS %1$d
        router-id %2$s
        socket "%3$s"
        listen on %4$s
        fib-update no
        group clients {
          remote-as %1$d
          passive
          route-reflector %2$s
          announce IPv4 %5$s
          announce IPv6 %6$s
        """
            .formatted(
                Segment.AS,
                Segment.ROUTER_ID,
                segment.host().folder().resolve("openbgpd.sock"),
                segment.speaker(),
                segment.six() ? "none" : "unicast",
                segment.six() ? "unicast" : "none");
    var file =
        segment.write(
            "openbgpd.conf",
            head
                + segment.forEach("  neighbor ADDRESS { descr cNUMBER }\n")
                + "}\nallow from any\nallow to any\n");
    return segment.start("openbgpd", "/" + PROGRAM, "-d", "-f", file.toString());
  }
}
