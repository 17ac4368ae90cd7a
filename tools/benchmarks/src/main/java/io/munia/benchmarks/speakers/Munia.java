package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
import java.util.Optional;

/// muniad of this checkout, as its launcher starts it.
record Munia() implements Speaker {
  @Override
  public String name() {
    return "munia";
  }

  @Override
  public String title() {
    return "Munia";
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public LabProcess start(Segment segment) {
    var file =
        segment.write(
            "munia.conf",
            """
            munia {
              router-id = %s
              as        = %d
              listen    = ["%s:179"]
              fib       = off
              control   { socket = "%s" }
              groups { clients { remote-as = internal, route-reflector-client = true } }
              dynamic { all { group = clients, range = "%s", limit = 1024 } }
            }
            """
                .formatted(
                    Segment.SPEAKER,
                    Segment.AS,
                    Segment.SPEAKER,
                    segment.host().folder().resolve("munia.sock"),
                    Segment.RANGE));
    return segment.start("muniad", segment.checkout().bin("muniad"), "-c", file.toString());
  }
}
