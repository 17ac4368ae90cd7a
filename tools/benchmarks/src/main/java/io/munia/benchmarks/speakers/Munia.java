package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;

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
  public LabProcess start(Segment segment) {
    var file =
        segment.write(
            "munia.conf",
            """
            munia {
              router-id = %s
              as        = %d
              listen    = ["%s"]
              fib       = off
              control   { socket = "%s" }
              groups { clients { remote-as = internal, route-reflector-client = true } }
              dynamic { all { group = clients, range = "%s", limit = 1024 } }
            }
            """
                .formatted(
                    Segment.ROUTER_ID,
                    Segment.AS,
                    segment.six() ? "[" + segment.speaker() + "]:179" : segment.speaker() + ":179",
                    segment.host().folder().resolve("munia.sock"),
                    segment.range()));
    return segment.start("muniad", segment.checkout().bin("muniad"), "-c", file.toString());
  }
}
