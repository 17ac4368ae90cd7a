package io.munia.peering.router;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Our addresses on the link of a session: a session over IPv4 carries IPv6 routes with our IPv6
/// address on the same link as next hop, and the other way round ([RFC 4760
/// §3](https://www.rfc-editor.org/rfc/rfc4760#section-3)).
///
/// @param linkLocal our link-local address there, where the neighbour is on that link: it means
///   nothing to others ([RFC 2545 §3](https://www.rfc-editor.org/rfc/rfc2545#section-3))
record LinkAddresses(
    Optional<IpAddress> v4, Optional<IpAddress> v6, Optional<IpAddress> linkLocal) {

  /// An address of an interface.
  ///
  /// @param length of the prefix that is on its link
  record Owned(IpAddress address, int length) {
    boolean isBeside(IpAddress other) {
      return other.version() == address.version()
          && length < address.version().bits()
          && new Prefix(address, length).contains(other);
    }
  }

  /// @param local our end of the session
  /// @param remote the neighbour's
  /// @param device the interface that it is bound to; empty for none. A link-local address may be
  ///   that of several
  static LinkAddresses of(IpAddress local, IpAddress remote, String device) {
    return of(local, remote, onLinkOf(local, device));
  }

  /// @param others every address of the link
  static LinkAddresses of(IpAddress local, IpAddress remote, List<Owned> others) {
    boolean beside =
        others.stream().anyMatch(own -> own.address().equals(local) && own.isBeside(remote));
    return new LinkAddresses(
        pick(IpVersion.V4, local, others),
        pick(IpVersion.V6, local, others),
        others.stream()
            .map(Owned::address)
            .filter(address -> beside && address.version() == IpVersion.V6 && address.isLinkLocal())
            .findFirst());
  }

  private static Optional<IpAddress> pick(IpVersion version, IpAddress local, List<Owned> others) {
    if (local.version() == version) {
      return Optional.of(local);
    }
    return others.stream()
        .map(Owned::address)
        .filter(address -> address.version() == version)
        .filter(address -> !address.isLinkLocal() && !address.isLoopback())
        .findFirst();
  }

  /// The interface's number; 0 where it is not there.
  static int index(String device) {
    try {
      NetworkInterface link = NetworkInterface.getByName(device);
      return link == null ? 0 : link.getIndex();
    } catch (SocketException e) {
      return 0;
    }
  }

  private static List<Owned> onLinkOf(IpAddress local, String device) {
    try {
      NetworkInterface link =
          local.isLinkLocal() && !device.isEmpty()
              ? NetworkInterface.getByName(device)
              : NetworkInterface.getByInetAddress(InetAddress.getByAddress(local.toBytes()));
      return link == null
          ? List.of()
          : link.getInterfaceAddresses().stream()
              .map(own ->
                  new Owned(
                      IpAddress.of(own.getAddress().getAddress()), own.getNetworkPrefixLength()))
              .sorted(Comparator.comparing(Owned::address))
              .toList();
    } catch (SocketException | UnknownHostException e) {
      return List.of();
    }
  }
}
