package io.munia.lab.peer;

import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// ExaBGP: a speaker without a table. A script of ours writes down what it receives, and passes on
/// what we want announced.
public final class ExabgpPeer implements OtherSpeaker {
  private final LabProcess process;
  private final Path commands;
  private final Path heard;

  private ExabgpPeer(LabProcess process, Path commands, Path heard) {
    this.process = process;
    this.commands = commands;
    this.heard = heard;
  }

  /// In our AS, with a route of each family.
  public static ExabgpPeer start(Cable cable) {
    return start(
        cable.theirs(),
        2,
        64512,
        """
        family { ipv4 unicast; ipv6 unicast; }
        announce {
          ipv4 { unicast 10.8.0.0/16 next-hop 10.0.0.2; }
          ipv6 { unicast fd08::/48 next-hop fd00::2; }
        }
        """);
  }

  /// @param number of its address 10.0.0.`number`
  /// @param as its AS
  /// @param session more of the neighbour's section, families first of all
  public static ExabgpPeer start(Host host, int number, int as, String session) {
    Path heard = Output.write(host, "heard", "");
    Path commands = Output.write(host, "commands", "");
    Path script =
        Output.write(
            host,
            "script",
            """
            #!/bin/sh
            tail -n +1 -f %s &
            while read -r line; do echo "$line" >> %s; done
            """
                .formatted(commands, heard));
    Path file =
        Output.write(
            host,
            "exabgp.conf",
            """
            process script { run %3$s; encoder json; }
            neighbor 10.0.0.1 {
              router-id 10.0.0.%1$d;
              local-address 10.0.0.%1$d;
              local-as %2$d;
              peer-as 64512;
              hold-time 9;
              %4$s
              api { processes [ script ]; neighbor-changes;
                receive { parsed; packets; consolidate; update; refresh; notification; } }
            }
            """
                .formatted(number, as, script, session));
    LabProcess process =
        LabProcess.start(
            host,
            "exabgp",
            host.run(
                "env",
                "exabgp.daemon.user=root",
                "exabgp.daemon.daemonize=false",
                "exabgp.api.cli=false",
                "exabgp.log.destination=stdout",
                "exabgp.log.all=true",
                "exabgp.tcp.bind=10.0.0." + number,
                "exabgp.tcp.port=179",
                "exabgp",
                file.toString()));
    return new ExabgpPeer(process, commands, heard);
  }

  /// The lines of JSON that it has written of what it received; of messages, `header` and `body` in
  /// hex among others.
  public List<String> heard() {
    return Output.read(heard).lines().toList();
  }

  /// Has it do what its API calls by these lines.
  public void say(String... lines) {
    try {
      Files.writeString(commands, String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All that it has logged.
  public String output() {
    return Output.of(process);
  }

  /// Kills it without a word.
  public void kill() {
    process.kill();
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    String announced = "\"" + nextHop + "\": [ { \"nlri\": \"" + prefix + "\" } ]";
    return heard().stream()
        .anyMatch(line -> line.contains("\"announce\"") && line.contains(announced));
  }

  @Override
  public void withdraw() {
    say(
        "withdraw route 10.8.0.0/16 next-hop 10.0.0.2",
        "withdraw route fd08::/48 next-hop fd00::2");
  }

  @Override
  public boolean sawCease() {
    String all = output() + Output.read(heard);
    return all.contains("Cease") || all.contains("\"code\": 6");
  }

  @Override
  public String log() {
    return process.tail();
  }
}
