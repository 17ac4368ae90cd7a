package io.munia.lab.families;

import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// GoBGP as a client of muniad, with the families that it is given.
final class GobgpSpeaker {
  private final Host host;

  private GobgpSpeaker(Host host) {
    this.host = host;
  }

  /// @param number of its address 10.0.0.`number`
  /// @param families as GoBGP calls them
  static GobgpSpeaker start(Host host, int number, String... families) {
    String carried =
        List.of(families).stream()
            .map(
                """
                  [[neighbors.afi-safis]]
                    [neighbors.afi-safis.config]
                      afi-safi-name = "%s"
                """
                    ::formatted)
            .collect(Collectors.joining());
    Path file = host.folder().resolve("gobgpd.toml");
    try {
      Files.writeString(
          file,
          """
          [global.config]
            as = 64512
            router-id = "10.0.0.%1$d"
            local-address-list = ["10.0.0.%1$d"]
          [[neighbors]]
            [neighbors.config]
              neighbor-address = "10.0.0.1"
              peer-as = 64512
            [neighbors.timers.config]
              connect-retry = 1
              hold-time = 9
              idle-hold-time-after-reset = 1
          %2$s
          """
              .formatted(number, carried));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabProcess.start(
        host,
        "gobgpd",
        host.run(
            "gobgpd",
            "-f",
            file.toString(),
            "--api-hosts",
            "127.0.0.1:50051",
            "--pprof-disable",
            "--log-plain"));
    GobgpSpeaker speaker = new GobgpSpeaker(host);
    Until.holds(
        "gobgpd answers", Cable.LIMIT, () -> speaker.run("gobgp", "global").contains("10.0.0."));
    return speaker;
  }

  /// Adds or deletes a route.
  ///
  /// @param route as `gobgp global rib add` takes it, words parted by single spaces
  void rib(String verb, String route) {
    run(("gobgp global rib " + verb + " " + route).split(" "));
  }

  /// Its table of a family.
  String table(String family) {
    return run("gobgp", "global", "rib", "-a", family);
  }

  String run(String... words) {
    return host.run(words).run().output();
  }
}
