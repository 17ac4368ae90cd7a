package io.munia.lab.peer;

import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import io.munia.lab.Until;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// GoBGP, run from the configuration that a test gives it.
public final class GobgpPeer implements OtherSpeaker {
  /// The two families of a [Cable].
  private static final String[] FAMILIES = {"ipv4-unicast", "ipv6-unicast"};

  private final Host host;
  private LabProcess process;

  private GobgpPeer(Host host, LabProcess process) {
    this.host = host;
    this.process = process;
  }

  /// In our AS, with a route of each family.
  public static GobgpPeer start(Cable cable) {
    return start(cable, "", "");
  }

  /// @param session more of `[neighbors.config]`, then of `[[neighbors]]`
  /// @param family more of `[[neighbors.afi-safis]]`, of both families
  public static GobgpPeer start(Cable cable, String session, String family) {
    GobgpPeer peer = start(cable.theirs(), configuration(2, 64512, session, family, FAMILIES));
    peer.announce();
    return peer;
  }

  /// In our AS, with the families that it is given.
  ///
  /// @param number of its address 10.0.0.`number`
  /// @param families as GoBGP calls them
  public static GobgpPeer client(Host host, int number, String... families) {
    return start(host, configuration(number, 64512, "", "", families));
  }

  /// Starts it and waits until it answers.
  public static GobgpPeer start(Host host, String configuration) {
    GobgpPeer peer = new GobgpPeer(host, launch(host, configuration));
    peer.awaitAnswer();
    return peer;
  }

  /// With muniad at 10.0.0.1, AS 64512, as its neighbour, which has to connect: GoBGP itself would
  /// take five seconds to begin.
  ///
  /// @param number of its address 10.0.0.`number`
  /// @param session more of `[neighbors.config]`, then of `[[neighbors]]`
  /// @param family more of `[[neighbors.afi-safis]]`, of each family
  /// @param families as GoBGP calls them
  public static String configuration(
      int number, int as, String session, String family, String... families) {
    StringBuilder carried = new StringBuilder();
    for (String name : families) {
      carried.append(
          """
            [[neighbors.afi-safis]]
              [neighbors.afi-safis.config]
                afi-safi-name = "%s"
              %s
          """
              .formatted(name, family));
    }
    return """
    [global.config]
      as = %2$d
      router-id = "10.0.0.%1$d"
      local-address-list = ["10.0.0.%1$d"]
    [[neighbors]]
      [neighbors.timers.config]
        connect-retry = 1
        hold-time = 9
        idle-hold-time-after-reset = 1
      [neighbors.transport.config]
        passive-mode = true
      [neighbors.config]
        neighbor-address = "10.0.0.1"
        peer-as = 64512
        %3$s
    %4$s
    """
        .formatted(number, as, session, carried);
  }

  private static LabProcess launch(Host host, String configuration, String... more) {
    Path file = Output.write(host, "gobgpd.toml", configuration);
    List<String> words = new ArrayList<>(List.of("gobgpd", "-f", file.toString()));
    words.addAll(List.of("--api-hosts", "127.0.0.1:50051", "--pprof-disable", "--log-plain"));
    words.addAll(List.of(more));
    return LabProcess.start(host, "gobgpd", host.run(words.toArray(String[]::new)));
  }

  private void awaitAnswer() {
    Until.holds("gobgpd answers", Cable.LIMIT, () -> ask("global").contains("Router-ID"));
  }

  /// Announces the two routes of a [Cable].
  public void announce() {
    rib("add", "-a ipv4 10.8.0.0/16 nexthop 10.0.0.2");
    rib("add", "-a ipv6 fd08::/48 nexthop fd00::2");
  }

  /// Adds or deletes a route.
  ///
  /// @param route as `gobgp global rib add` takes it, words parted by single spaces
  public void rib(String verb, String route) {
    List<String> words = new ArrayList<>(List.of("gobgp", "global", "rib", verb));
    words.addAll(List.of(route.split(" ")));
    host.run(words.toArray(String[]::new)).must();
  }

  /// Its table of a family.
  public String table(String family) {
    return ask("global rib -a " + family);
  }

  /// What `gobgp` prints for these words, parted by single spaces.
  public String ask(String words) {
    return host.run(("gobgp " + words).split(" ")).run().output();
  }

  /// Kills it without a word.
  public void kill() {
    process.kill();
  }

  /// Starts it again as a restarted speaker (RFC 4724), with another configuration or the same.
  public void startAgain(String configuration) {
    process = launch(host, configuration, "--graceful-restart");
    awaitAnswer();
  }

  /// All that it has logged.
  public String output() {
    return Output.of(process);
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    String family = prefix.contains(":") ? "ipv6" : "ipv4";
    return ask("neighbor 10.0.0.1 adj-in -a " + family)
        .lines()
        .anyMatch(line -> line.contains(prefix + " ") && line.contains(" " + nextHop + " "));
  }

  @Override
  public void withdraw() {
    rib("del", "-a ipv4 10.8.0.0/16");
    rib("del", "-a ipv6 fd08::/48");
  }

  @Override
  public boolean sawCease() {
    return Output.of(process).contains("notification-received code 6(cease)");
  }

  @Override
  public String log() {
    return process.tail();
  }
}
