package io.munia.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One machine of a lab: a network namespace with a name, and a folder for its files. Lives in the
/// private `/run` that `tools/lib/fresh-namespaces` gives, and ends with it; nothing here cleans
/// up.
public record Host(String name) {

  /// Makes the namespace: loopback up, both families on, no duplicate address detection (it would
  /// cost a second per address and proves nothing here).
  public static Host create(String name) {
    Command.of("ip", "netns", "add", name).must();
    Host host = new Host(name);
    host.set(
        "ipv4/conf/all/rp_filter=0",
        "ipv4/conf/default/rp_filter=0",
        "ipv6/conf/all/disable_ipv6=0",
        "ipv6/conf/default/disable_ipv6=0",
        "ipv6/conf/all/accept_dad=0",
        "ipv6/conf/default/accept_dad=0",
        "ipv6/conf/default/accept_ra=0",
        "ipv6/conf/default/router_solicitations=0");
    host.ip("link set lo up");
    try {
      Files.createDirectories(host.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return host;
  }

  /// Where its configurations, logs and sockets lie.
  public Path folder() {
    return Path.of("/run/lab", name);
  }

  /// Forwards packets between its interfaces.
  public Host forwarding() {
    set("ipv4/conf/all/forwarding=1", "ipv6/conf/all/forwarding=1");
    return this;
  }

  /// Kernel settings below `/proc/sys/net`, as `path=value`.
  public void set(String... settings) {
    StringBuilder script = new StringBuilder();
    for (String setting : settings) {
      String[] pair = setting.split("=", 2);
      script.append("echo ").append(pair[1]).append(" > /proc/sys/net/").append(pair[0]);
      script.append('\n');
    }
    run("sh", "-e").must(script.toString());
  }

  /// Runs `ip` commands in here, each without the leading `ip`.
  public void ip(String... commands) {
    run("ip", "-batch", "-").must(String.join("\n", commands) + "\n");
  }

  /// What `ip` prints for these words.
  public String show(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new)).must();
  }

  /// The command, to be run in here. `nsenter` and not `ip netns exec`: that one mounts a fresh
  /// `/sys` each time.
  public Command run(String... words) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
    command.addAll(List.of(words));
    return new Command(command);
  }

  /// Joins this host's interface to the other's by a cable.
  public void cable(String device, Host other, String otherDevice) {
    Command.of(
            "ip",
            "link",
            "add",
            device,
            "netns",
            name,
            "type",
            "veth",
            "peer",
            "name",
            otherDevice,
            "netns",
            other.name)
        .must();
  }

  /// Whether an answer comes back within a second; a second try, as the first may be lost to
  /// address resolution.
  public boolean reaches(String address) {
    return ping("1", address) || ping("2", address);
  }

  /// The same, from this one of its own addresses.
  public boolean reaches(String address, String source) {
    return ping("1", "-I", source, address) || ping("2", "-I", source, address);
  }

  private boolean ping(String count, String... words) {
    List<String> command = new ArrayList<>(List.of("ping", "-n", "-q", "-W", "1", "-i", "0.2"));
    command.addAll(List.of("-c", count));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new)).run().succeeded();
  }

  @Override
  public String toString() {
    return name;
  }
}
