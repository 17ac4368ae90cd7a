package io.munia.benchmarks.speakers;

import io.munia.lab.Checkout;
import io.munia.lab.Command;
import io.munia.lab.Host;
import io.munia.lab.LabFailure;
import io.munia.lab.LabProcess;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The speaker's namespace, a cable, and at the other end of it, in the namespace that this program
/// runs in, addresses for each client: one of either version, of which the IPv6 one ends with the
/// IPv4 one. Sessions for IPv6 routes run over IPv6.
///
/// @param family of the routes
/// @param count of the clients that are used
public record Segment(Checkout checkout, Host host, AddressFamily family, int count) {
  /// Of the speaker and all clients.
  public static final int AS = 64512;

  /// The speaker's identifier, and its IPv4 address.
  public static final String ROUTER_ID = "10.99.0.1";

  /// The most addresses for clients: the kernel remembers 1,024 neighbours of each version.
  private static final int CLIENTS_MAX = 800;

  private static final String PREFIX_V6 = "fd00:99::";
  private static final int PER_OCTET = 250;

  public static Segment lay(Checkout checkout, int count) {
    if (count > CLIENTS_MAX) {
      throw new LabFailure(count + " clients are too many: at most " + CLIENTS_MAX);
    }
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
    host.ip(
        "addr add " + ROUTER_ID + "/16 dev eth0",
        "addr add " + PREFIX_V6 + ROUTER_ID + "/64 dev eth0 nodad",
        "link set eth0 up");
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < count; i++) {
      commands.append("addr add ").append(v4(i)).append("/16 dev clients\n");
      commands
          .append("addr add ")
          .append(PREFIX_V6)
          .append(v4(i))
          .append("/64 dev clients nodad\n");
    }
    Command.of("ip", "-batch", "-").must(commands + "link set clients up\n");
    return new Segment(checkout, host, AddressFamily.IPV4_UNICAST, count);
  }

  /// The same for routes of this family, with fewer clients.
  public Segment of(AddressFamily family, int count) {
    return new Segment(checkout, host, family, count);
  }

  private static String v4(int client) {
    return "10.99." + (1 + client / PER_OCTET) + "." + (1 + client % PER_OCTET);
  }

  boolean six() {
    return family == AddressFamily.IPV6_UNICAST;
  }

  /// Where the speaker listens.
  public String speaker() {
    return six() ? canonical(address(PREFIX_V6 + ROUTER_ID)) : ROUTER_ID;
  }

  /// Where all clients come from.
  String range() {
    return six() ? PREFIX_V6 + "/64" : "10.99.0.0/16";
  }

  public InetAddress client(int index) {
    return address(six() ? PREFIX_V6 + v4(index) : v4(index));
  }

  /// In the order in which they are used.
  public List<InetAddress> clients() {
    return IntStream.range(0, count).mapToObj(this::client).toList();
  }

  public static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException _) {
      throw new LabFailure("'" + text + "' is no address");
    }
  }

  /// In the one spelling that every daemon takes (GoBGP compares addresses as text).
  private static String canonical(InetAddress address) {
    return IpAddress.of(address.getAddress()).toString();
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
    for (int i = 0; i < count; i++) {
      text.append(format.replace("ADDRESS", canonical(client(i))).replace("NUMBER", "" + i));
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
}
