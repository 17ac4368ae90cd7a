package io.munia.benchmarks.speakers;

import io.munia.lab.Checkout;
import io.munia.lab.Command;
import io.munia.lab.Host;
import io.munia.lab.LabFailure;
import io.munia.lab.LabProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The speaker's namespace, a cable, and at the other end of it, in the namespace that this program
/// runs in, an address for each client.
///
/// @param clients in the order in which they are used
public record Segment(Checkout checkout, Host host, List<InetAddress> clients) {
  /// Of the speaker and all clients.
  public static final int AS = 64512;

  public static final String SPEAKER = "10.99.0.1";
  static final String RANGE = "10.99.0.0/16";

  /// The most addresses for clients: the kernel remembers 1,024 neighbours.
  public static final int CLIENTS_MAX = 800;

  private static final int PER_OCTET = 250;

  public static Segment lay(Checkout checkout, int count) {
    Host host = Host.create("speaker");
    Command.of(
            "ip",
            "link",
            "add",
            "clients",
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            host.name())
        .must();
    host.ip("addr add " + SPEAKER + "/16 dev eth0", "link set eth0 up");
    List<InetAddress> clients = new ArrayList<>();
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String address = "10.99." + (1 + i / PER_OCTET) + "." + (1 + i % PER_OCTET);
      commands.append("addr add ").append(address).append("/16 dev clients\n");
      clients.add(address(address));
    }
    Command.of("ip", "-batch", "-").must(commands + "link set clients up\n");
    return new Segment(checkout, host, clients);
  }

  public static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException _) {
      throw new LabFailure("'" + text + "' is no address");
    }
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(host.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LabProcess start(String program, String... words) {
    return LabProcess.start(host, program, host.run(words));
  }

  /// One piece of configuration for each client.
  String forEach(String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < clients.size(); i++) {
      text.append(
          format.replace("ADDRESS", clients.get(i).getHostAddress()).replace("NUMBER", "" + i));
    }
    return text.toString();
  }

  /// Removes what the last speaker left in its folder.
  public void sweep() {
    try (Stream<Path> files = Files.list(host.folder())) {
      for (Path file : files.toList()) {
        if (!Files.isDirectory(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same with fewer clients.
  public Segment first(int count) {
    return new Segment(checkout, host, clients.subList(0, count));
  }
}
