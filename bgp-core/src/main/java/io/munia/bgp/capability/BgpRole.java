package io.munia.bgp.capability;

import java.util.Optional;

/// What a speaker is to its neighbour ([RFC 9234
/// §3](https://www.rfc-editor.org/rfc/rfc9234#section-3)).
public enum BgpRole {
  /// It sends what it has; what the neighbour sends are its own and its customers' routes.
  PROVIDER(0),
  /// A route server: what it sends are its clients' routes.
  RS(1),
  /// A client of a route server.
  RS_CLIENT(2),
  /// It is sent everything, and sends its own and its customers' routes.
  CUSTOMER(3),
  /// Both send their own and their customers' routes alone.
  PEER(4);

  private final int value;

  BgpRole(int value) {
    this.value = value;
  }

  /// As the capability carries it ([RFC 9234
  /// §4.1](https://www.rfc-editor.org/rfc/rfc9234#section-4.1)).
  public int value() {
    return value;
  }

  /// The role of this number, if it is one.
  public static Optional<BgpRole> of(int value) {
    for (BgpRole role : values()) {
      if (role.value == value) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /// What a neighbour must be to a speaker of this role ([RFC 9234
  /// §4.2](https://www.rfc-editor.org/rfc/rfc9234#section-4.2)).
  public BgpRole counterpart() {
    return switch (this) {
      case PROVIDER -> CUSTOMER;
      case CUSTOMER -> PROVIDER;
      case RS -> RS_CLIENT;
      case RS_CLIENT -> RS;
      case PEER -> PEER;
    };
  }

  /// Whether the neighbour is a provider, a peer or a route server to us: its routes may go to our
  /// customers only, and go to it only if they came from such ([RFC 9234
  /// §5](https://www.rfc-editor.org/rfc/rfc9234#section-5)).
  public boolean climbs() {
    return this == CUSTOMER || this == PEER || this == RS_CLIENT;
  }

  /// Whether what the neighbour is sent may go on to its customers only: it is a customer, a peer
  /// or a route server's client to us.
  public boolean marks() {
    return this == PROVIDER || this == PEER || this == RS;
  }

  /// As configuration and output spell it.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
