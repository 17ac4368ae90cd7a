package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
import java.nio.file.Path;
import java.util.Optional;

/// Debian's GoBGP.
record Gobgp(Path root) implements Speaker {
  private static final String PROGRAM = "usr/bin/gobgpd";

  @Override
  public String name() {
    return "gobgp";
  }

  @Override
  public String title() {
    return "GoBGP";
  }

  @Override
  public Optional<Program> program() {
    return Optional.of(Program.of(root, PROGRAM, "gobgpd"));
  }

  @Override
  public LabProcess start(Segment segment) {
    String head =
        """
        [global.config]
          as = %d
          router-id = "%s"
          local-address-list = ["%s"]
        """
            .formatted(Segment.AS, Segment.ROUTER_ID, segment.speaker());
    String client =
        """
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "ADDRESS"
            peer-as = %d
          [neighbors.transport.config]
            passive-mode = true
          [neighbors.route-reflector.config]
            route-reflector-client = true
            route-reflector-cluster-id = "%s"
          [[neighbors.afi-safis]]
            [neighbors.afi-safis.config]
              afi-safi-name = "%s"
        """
            .formatted(Segment.AS, Segment.ROUTER_ID, segment.family());
    var file = segment.write("gobgpd.toml", head + segment.forEach(client));
    return segment.start(
        "gobgpd",
        "/" + PROGRAM,
        "-f",
        file.toString(),
        "--api-hosts",
        "127.0.0.1:50051",
        "--pprof-disable",
        "--log-plain",
        "--log-level",
        "error");
  }
}
