package io.munia.peering.model;

import io.munia.net.IpAddress;
import java.util.Optional;

/// One configured neighbour.
///
/// @param name what logs, tables and policies call it
/// @param group its group's name; empty where it has none
/// @param address empty where it is unnumbered: the router at the other end of its interface
/// @param options its own and what it inherits
public record PeerConfig(
    String name, String group, Optional<IpAddress> address, PeerOptions options) {
  public PeerConfig {
    if (address.isEmpty() && options.session().socket().device().isEmpty()) {
      throw new IllegalArgumentException(name + " has neither an address nor an interface");
    }
  }

  /// Whether it is whoever sends router advertisements on its interface.
  public boolean unnumbered() {
    return address.isEmpty();
  }

  /// The interface that its sessions are bound to; empty for any.
  public String device() {
    return options.session().socket().device();
  }

  /// The same at this address, where it was found.
  public PeerConfig at(IpAddress found) {
    return new PeerConfig(name, group, Optional.of(found), options);
  }

  /// Where it is met, for people.
  public String place() {
    return address.map(IpAddress::toString).orElse("on " + device());
  }
}
