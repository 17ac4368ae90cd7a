package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
import java.nio.file.Path;
import java.util.Optional;

/// Debian's BIRD 2.
record Bird2(Path root) implements Speaker {
  private static final String PROGRAM = "usr/sbin/bird";

  @Override
  public String name() {
    return "bird";
  }

  @Override
  public String title() {
    return "BIRD 2";
  }

  @Override
  public Optional<Program> program() {
    return Optional.of(Program.of(root, PROGRAM, "bird2"));
  }

  @Override
  public LabProcess start(Segment segment) {
    String configuration =
        """
        log stderr { fatal, error, bug };
        router id %1$s;
        protocol device { }
        template bgp members {
          local %3$s as %2$d;
          passive;
          direct;
          rr client;
          %4$s { import all; export all; };
        }
        """
            .formatted(
                Segment.ROUTER_ID, Segment.AS, segment.speaker(), segment.six() ? "ipv6" : "ipv4");
    var file =
        segment.write(
            "bird.conf",
            configuration
                + segment.forEach(
                    "protocol bgp cNUMBER from members { neighbor ADDRESS as "
                        + Segment.AS
                        + "; }\n"));
    String socket = segment.host().folder().resolve("bird.ctl").toString();
    return segment.start("bird", "/" + PROGRAM, "-f", "-c", file.toString(), "-s", socket);
  }
}
