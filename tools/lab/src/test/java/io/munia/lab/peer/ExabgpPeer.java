package io.munia.lab.peer;

import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

  public static ExabgpPeer start(Cable cable) {
    Host host = cable.theirs();
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
            process script { run %s; encoder json; }
            neighbor 10.0.0.1 {
              router-id 10.0.0.2;
              local-address 10.0.0.2;
              local-as 64512;
              peer-as 64512;
              hold-time 9;
              family { ipv4 unicast; ipv6 unicast; }
              announce {
                ipv4 { unicast 10.8.0.0/16 next-hop 10.0.0.2; }
                ipv6 { unicast fd08::/48 next-hop fd00::2; }
              }
              api { processes [ script ]; neighbor-changes;
                receive { parsed; update; notification; } }
            }
            """
                .formatted(script));
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
                "exabgp.tcp.bind=10.0.0.2",
                "exabgp.tcp.port=179",
                "exabgp",
                file.toString()));
    return new ExabgpPeer(process, commands, heard);
  }

  @Override
  public boolean hears(String prefix, String nextHop) {
    String announced = "\"" + nextHop + "\": [ { \"nlri\": \"" + prefix + "\" } ]";
    return Output.read(heard)
        .lines()
        .anyMatch(line -> line.contains("\"announce\"") && line.contains(announced));
  }

  @Override
  public void withdraw() {
    try {
      Files.writeString(
          commands,
          """
          withdraw route 10.8.0.0/16 next-hop 10.0.0.2
          withdraw route fd08::/48 next-hop fd00::2
          """,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean sawCease() {
    String all = Output.of(process) + Output.read(heard);
    return all.contains("Cease") || all.contains("\"code\": 6");
  }

  @Override
  public String log() {
    return process.tail();
  }
}
