package io.munia.lab.peer;

import io.munia.lab.Command;
import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import java.nio.file.Path;

/// OpenBGPD. It changes to users of its own, so it runs as real root only.
public final class OpenbgpdPeer implements OtherSpeaker {
  private final Host host;
  private final LabProcess process;

  private OpenbgpdPeer(Host host, LabProcess process) {
    this.host = host;
    this.process = process;
  }

  /// In our AS, with a route of each family.
  ///
  /// @param options more lines of the neighbour's section
  public static OpenbgpdPeer start(Cable cable, String... options) {
    return start(cable, 64512, "", "announce IPv6 unicast\n  " + String.join("\n  ", options));
  }

  /// @param as its AS
  /// @param more sections, before the neighbour's
  /// @param session more lines of the neighbour's section
  public static OpenbgpdPeer start(Cable cable, int as, String more, String session) {
    return start(
        cable.theirs(),
        2,
        as,
        """
        network 10.8.0.0/16
        network fd08::/48 set nexthop fd00::2
        """
            + more,
        session);
  }

  /// @param number of its address 10.0.0.`number`
  public static OpenbgpdPeer start(Host host, int number, int as, String more, String session) {
    Command.of("mkdir", "-p", "/run/openbgpd").must();
    Path file =
        Output.write(
            host,
            "openbgpd.conf",
            """
            AS %2$d
            router-id 10.0.0.%1$d
            connect-retry 1
            socket "%3$s"
            listen on 10.0.0.%1$d
            fib-update no
            %4$s
            neighbor 10.0.0.1 {
              remote-as 64512
              announce IPv4 unicast
              %5$s
            }
            allow from any
            allow to any
            """
                .formatted(number, as, socket(host), more, session));
    return new OpenbgpdPeer(
        host,
        LabProcess.start(
            host, "openbgpd", host.run("/usr/sbin/bgpd", "-d", "-v", "-f", file.toString())));
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    return bgpctl("show", "rib", prefix)
        .lines()
        .anyMatch(line -> line.contains(" " + prefix + " ") && line.contains(" " + nextHop + " "));
  }

  @Override
  public void withdraw() {
    bgpctl("network", "delete", "10.8.0.0/16");
    bgpctl("network", "delete", "fd08::/48");
  }

  @Override
  public boolean sawCease() {
    return Output.of(process).contains("received notification: Cease");
  }

  @Override
  public String log() {
    return process.tail();
  }

  /// All that it has logged.
  public String output() {
    return Output.of(process);
  }

  /// What `bgpctl` prints for these words.
  public String bgpctl(String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "bgpctl";
    command[1] = "-s";
    command[2] = socket(host);
    System.arraycopy(words, 0, command, 3, words.length);
    return host.run(command).run().output();
  }

  private static String socket(Host host) {
    return host.folder().resolve("openbgpd.sock").toString();
  }
}
