package io.munia.benchmarks.speakers;

import io.munia.lab.Command;
import io.munia.lab.LabProcess;
import java.nio.file.Path;
import java.util.Optional;

/// Debian's FRR: bgpd alone, without zebra, for which every next hop is valid. Runs as real root
/// only.
record Frr(Path root) implements Speaker {
  private static final String PROGRAM = "usr/lib/frr/bgpd";

  @Override
  public String name() {
    return "frr";
  }

  @Override
  public String title() {
    return "FRR bgpd";
  }

  @Override
  public Optional<Program> program() {
    return Optional.of(Program.of(root, PROGRAM, "frr").asRealRoot());
  }

  @Override
  public LabProcess start(Segment segment) {
    prepare();
    String head =
        """
        log stdout
        router bgp %1$d
         bgp router-id %2$s
         bgp cluster-id %2$s
         no bgp network import-check
         no bgp default ipv4-unicast
         neighbor clients peer-group
         neighbor clients remote-as %1$d
         neighbor clients passive
         neighbor clients advertisement-interval 0
        """
            .formatted(Segment.AS, Segment.ROUTER_ID);
    var file =
        segment.write(
            "bgpd.conf",
            head
                + segment.forEach(" neighbor ADDRESS peer-group clients\n")
                + """
                 address-family %s unicast
                  neighbor clients activate
                  neighbor clients route-reflector-client
                 exit-address-family
                """
                    .formatted(segment.six() ? "ipv6" : "ipv4"));
    String folder = segment.host().folder().toString();
    return segment.start(
        "bgpd",
        "/" + PROGRAM,
        "--no_kernel",
        "--no_zebra",
        "-u",
        "root",
        "-g",
        "root",
        "--vty_socket",
        folder,
        "-i",
        folder + "/bgpd.pid",
        "-f",
        file.toString(),
        "-l",
        segment.speaker(),
        "-A",
        "127.0.0.1",
        "-p",
        "179");
  }

  /// FRR keeps logs for the case of a crash in a fixed folder, and insists that its user is in its
  /// group: both are given to it in this mount namespace alone.
  private static void prepare() {
    Command.of("sh", "-e")
        .must(
            """
            mkdir -p /var/tmp/frr /run/frr
            [ ! -e /run/group ] || exit 0
            mount -t tmpfs tmpfs /var/tmp/frr
            sed -E 's/^(frrvty:.*[^:])$/\\1,root/; s/^(frrvty:.*:)$/\\1root/' /etc/group > /run/group
            mount --bind /run/group /etc/group
            """);
  }
}
