package io.munia.lab.peer;

import io.munia.lab.Command;
import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import io.munia.lab.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// FRR's bgpd, with zebra: without it, bgpd knows no interface, and so no IPv6 next hop of its own.
/// Runs as real root only: it changes groups, which a user namespace does not allow.
public final class FrrPeer implements OtherSpeaker {
  private static final String DAEMONS = "/usr/lib/frr/";

  private final Host host;
  private LabProcess zebra;
  private LabProcess process;

  private FrrPeer(Host host, LabProcess zebra, LabProcess process) {
    this.host = host;
    this.zebra = zebra;
    this.process = process;
  }

  /// Kills bgpd without a word; zebra stays.
  public void kill() {
    process.kill();
  }

  /// Starts bgpd again with another configuration.
  public void startAgain(String configuration) {
    process = bgpd(host, configuration);
  }

  /// Kills bgpd and zebra without a word, and starts both again.
  ///
  /// @param meanwhile what happens to the host while neither runs
  public void reboot(String configuration, Runnable meanwhile) {
    process.kill();
    zebra.kill();
    meanwhile.run();
    zebra = zebra(host);
    process = bgpd(host, configuration);
  }

  public static FrrPeer start(Cable cable) {
    return start(
        cable.theirs(),
        """
        log stdout
        router bgp 64512
         bgp router-id 10.0.0.2
         bgp log-neighbor-changes
         no bgp network import-check
         neighbor 10.0.0.1 remote-as 64512
         neighbor 10.0.0.1 timers 3 9
         neighbor 10.0.0.1 timers connect 1
         neighbor 10.0.0.1 advertisement-interval 0
         address-family ipv4 unicast
          network 10.8.0.0/16
         exit-address-family
         address-family ipv6 unicast
          network fd08::/48
          neighbor 10.0.0.1 activate
         exit-address-family
        """);
  }

  /// @param configuration of bgpd
  public static FrrPeer start(Host host, String configuration) {
    return new FrrPeer(host, zebra(host), bgpd(host, configuration));
  }

  /// With bfdd, which takes its sessions from bgpd.
  ///
  /// @param configuration of bgpd
  public static FrrPeer startWithBfd(Host host, String configuration) {
    LabProcess zebra = zebra(host);
    Path bfdd = Output.write(host, "bfdd.conf", "log stdout\n");
    String control = host.folder().resolve("bfdd.sock").toString();
    launch(host, "bfdd", "-f", bfdd.toString(), "--bfdctl", control, "-P", "0");
    return new FrrPeer(host, zebra, bgpd(host, configuration));
  }

  private static LabProcess zebra(Host host) {
    prepare();
    Path configuration = Output.write(host, "zebra.conf", "log stdout\n");
    Path api = host.folder().resolve("zserv.api");
    try {
      Files.deleteIfExists(api);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabProcess zebra = launch(host, "zebra", "-f", configuration.toString(), "-P", "0");
    Until.holds("zebra listens", Cable.LIMIT, () -> Files.exists(api));
    return zebra;
  }

  private static LabProcess bgpd(Host host, String configuration) {
    Path bgpd = Output.write(host, "bgpd.conf", configuration);
    return launch(host, "bgpd", "-f", bgpd.toString(), "-A", "127.0.0.1", "-p", "179");
  }

  /// FRR keeps logs for the case of a crash in a fixed folder, and insists that its user is in its
  /// group: both are given to it in this mount namespace alone, once.
  private static void prepare() {
    Command.of("sh", "-e")
        .must(
            """
            [ ! -e /run/group ] || exit 0
            mkdir -p /var/tmp/frr /run/frr
            mount -t tmpfs tmpfs /var/tmp/frr
            sed -E 's/^(frrvty:.*[^:])$/\\1,root/; s/^(frrvty:.*:)$/\\1root/' /etc/group > /run/group
            mount --bind /run/group /etc/group
            """);
  }

  private static LabProcess launch(Host host, String daemon, String... options) {
    List<String> words = new ArrayList<>(List.of(DAEMONS + daemon, "-u", "root", "-g", "root"));
    words.addAll(List.of("--vty_socket", host.folder().toString()));
    words.addAll(List.of("-z", host.folder().resolve("zserv.api").toString()));
    words.addAll(List.of("-i", host.folder().resolve(daemon + ".pid").toString()));
    words.addAll(List.of(options));
    return LabProcess.start(host, daemon, host.run(words.toArray(String[]::new)));
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    String family = prefix.contains(":") ? "ipv6" : "ipv4";
    return vtysh("show bgp " + family + " unicast " + prefix).contains(nextHop + " from 10.0.0.1");
  }

  @Override
  public void withdraw() {
    vtysh(
        "configure terminal",
        "router bgp 64512",
        "address-family ipv4 unicast",
        "no network 10.8.0.0/16",
        "exit-address-family",
        "address-family ipv6 unicast",
        "no network fd08::/48");
  }

  @Override
  public boolean sawCease() {
    return vtysh("show bgp neighbors 10.0.0.1 json").contains("Cease");
  }

  @Override
  public String log() {
    return process.tail();
  }

  /// All that it has logged.
  public String output() {
    return Output.of(process);
  }

  /// Announces one more.
  public void network4(String prefix) {
    vtysh("configure terminal", "router bgp 64512", "address-family ipv4", "network " + prefix);
  }

  public void noNetwork4(String prefix) {
    vtysh("configure terminal", "router bgp 64512", "address-family ipv4", "no network " + prefix);
  }

  /// What it answers to these commands.
  public String vtysh(String... commands) {
    List<String> words =
        new ArrayList<>(List.of("vtysh", "--vty_socket", host.folder().toString()));
    for (String command : commands) {
      words.add("-c");
      words.add(command);
    }
    return host.run(words.toArray(String[]::new)).run().output();
  }
}
