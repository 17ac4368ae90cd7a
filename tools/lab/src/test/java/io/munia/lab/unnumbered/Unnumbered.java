package io.munia.lab.unnumbered;

import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.LabFailure;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.peering.control.Json;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Hosts whose addresses are the kernel's link-local ones; `description.txt` draws them.
record Unnumbered(Host ours, Host theirs) {

  /// A cable between both.
  static Unnumbered lay(String name) {
    Unnumbered lab = new Unnumbered(Host.create(name), Host.create(name + "-peer"));
    lab.ours.cable("eth0", lab.theirs, "eth0");
    lab.ours.ip("link set eth0 up");
    lab.theirs.ip("link set eth0 up");
    return lab;
  }

  /// Our muniad, without a neighbour where `interfaces` is empty.
  ///
  /// @param options more lines for the neighbour's section
  Muniad muniad(String... options) {
    return muniad(ours, 64512, 9, options);
  }

  /// One that finds its neighbour on eth0.
  ///
  /// @param number in its router-id and its routes
  static Muniad muniad(Host host, int as, int number, String... options) {
    return Muniad.start(
        Checkout.here(),
        host,
        """
        munia {
          router-id = 10.0.0.%2$d
          as        = %1$d
          listen    = ["[::]:179"]
          peers {
            tor {
              interface     = eth0
              remote-as     = external
              import        = accept-all
              export        = accept-all
              hold-time     = 9s
              connect-retry = 1s
              %4$s
            }
          }
          routes {
            "10.%2$d.0.0/16" { discard = false }
            "fd0%2$d::/48"   { discard = false }
          }
          fib     { table = main }
          control { socket = "%3$s" }
        }
        """
            .formatted(
                as,
                number,
                host.folder().resolve("munia.sock"),
                String.join("\n              ", options)));
  }

  /// The kernel's link-local address of a host's eth0.
  static String address(Host host) {
    return host.show("-6", "-o", "addr", "show", "dev", "eth0", "scope", "link")
        .replaceAll("(?s).*inet6 (fe80:[0-9a-f:]+)/.*", "$1");
  }

  /// Its link-layer address becomes another one, and so does its link-local address.
  void move() {
    String before = address(theirs);
    theirs.ip("link set eth0 down", "link set eth0 address 02:00:00:00:0a:77", "link set eth0 up");
    Until.holds(
        "another link-local address",
        Cable.LIMIT,
        () -> address(theirs).startsWith("fe80:") && !address(theirs).equals(before));
  }

  /// Routes of both families have crossed, and our kernel's lead to the neighbour as it is now.
  void crossed(Muniad muniad, Supplier<String> log) {
    String there = address(theirs);
    until(log, "a session", () -> muniad.established("tor"));
    until(log, "10.8.0.0/16 leads to " + there, () -> leads(ours, "10.8.0.0/16", there));
    until(log, "fd08::/48 leads to " + there, () -> leads(ours, "fd08::/48", there));
  }

  /// Whether a host's kernel sends what goes to this prefix out of eth0, to this neighbour.
  static boolean leads(Host host, String prefix, String neighbour) {
    boolean six = prefix.contains(":");
    return host.show(six ? "-6" : "-4", "route", "show", prefix)
        .contains((six ? "via " : "via inet6 ") + neighbour + " dev eth0");
  }

  static void until(Supplier<String> log, String what, BooleanSupplier condition) {
    try {
      Until.holds(what, Cable.LIMIT, condition);
    } catch (LabFailure late) {
      throw new AssertionError(late.getMessage() + "\n" + log.get(), late);
    }
  }

  /// Our neighbour as muniad has it.
  static Json.Obj tor(Muniad muniad) {
    return (Json.Obj) muniad.ask("peers", Map.of("peer", "tor")).list("peers").getFirst();
  }
}
