package io.munia.lab.peer;

import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import io.munia.lab.Until;
import java.nio.file.Path;

/// GoBGP.
public final class GobgpPeer implements OtherSpeaker {
  private final Host host;
  private final LabProcess process;

  private GobgpPeer(Host host, LabProcess process) {
    this.host = host;
    this.process = process;
  }

  public static GobgpPeer start(Cable cable) {
    Host host = cable.theirs();
    Path file =
        Output.write(
            host,
            "gobgpd.toml",
            """
            [global.config]
              as = 64512
              router-id = "10.0.0.2"
              local-address-list = ["10.0.0.2"]
            [[neighbors]]
              [neighbors.config]
                neighbor-address = "10.0.0.1"
                peer-as = 64512
              [neighbors.timers.config]
                connect-retry = 1
                hold-time = 9
                idle-hold-time-after-reset = 1
              [[neighbors.afi-safis]]
                [neighbors.afi-safis.config]
                  afi-safi-name = "ipv4-unicast"
              [[neighbors.afi-safis]]
                [neighbors.afi-safis.config]
                  afi-safi-name = "ipv6-unicast"
            """);
    LabProcess process =
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
    GobgpPeer peer = new GobgpPeer(host, process);
    Until.holds(
        "gobgpd takes a route",
        Cable.LIMIT,
        () -> peer.rib("add", "-a", "ipv4", "10.8.0.0/16", "nexthop", "10.0.0.2"));
    peer.rib("add", "-a", "ipv6", "fd08::/48", "nexthop", "fd00::2");
    return peer;
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    String family = prefix.contains(":") ? "ipv6" : "ipv4";
    return host.run("gobgp", "neighbor", "10.0.0.1", "adj-in", "-a", family)
        .run()
        .output()
        .lines()
        .anyMatch(line -> line.contains(prefix + " ") && line.contains(" " + nextHop + " "));
  }

  @Override
  public void withdraw() {
    rib("del", "-a", "ipv4", "10.8.0.0/16");
    rib("del", "-a", "ipv6", "fd08::/48");
  }

  @Override
  public boolean sawCease() {
    return Output.of(process).contains("notification-received code 6(cease)");
  }

  @Override
  public String log() {
    return process.tail();
  }

  private boolean rib(String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "gobgp";
    command[1] = "global";
    command[2] = "rib";
    System.arraycopy(words, 0, command, 3, words.length);
    return host.run(command).run().succeeded();
  }
}
