package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
import java.util.Optional;

/// Debian's BIRD 2.
record Bird2() implements Speaker {
  private static final String PROGRAM = "/usr/sbin/bird";

  @Override
  public String name() {
    return "bird";
  }

  @Override
  public String title() {
    return "BIRD 2";
  }

  @Override
  public Optional<String> missing() {
    return Speaker.missing(PROGRAM, "bird2");
  }

  @Override
  public LabProcess start(Segment segment) {
    String configuration =
        """
        log stderr { fatal, error, bug };
        router id %1$s;
        protocol device { }
        template bgp members {
          local %1$s as %2$d;
          passive;
          direct;
          rr client;
          ipv4 { import all; export all; };
        }
        """
            .formatted(Segment.SPEAKER, Segment.AS);
    var file =
        segment.write(
            "bird.conf",
            configuration
                + segment.forEach(
                    "protocol bgp cNUMBER from members { neighbor ADDRESS as "
                        + Segment.AS
                        + "; }\n"));
    String socket = segment.host().folder().resolve("bird.ctl").toString();
    return segment.start("bird", PROGRAM, "-f", "-c", file.toString(), "-s", socket);
  }
}
