package io.munia.lab.families;

/// The configuration of muniad as a reflector.
final class Clients {
  private Clients() {}

  /// @param families of all clients
  /// @param numbers of their addresses 10.0.0.`number`
  static String of(String families, int... numbers) {
    StringBuilder peers = new StringBuilder();
    for (int number : numbers) {
      peers.append("client%1$d { group = clients, address = 10.0.0.%1$d }\n".formatted(number));
    }
    return """
    groups {
      clients {
        remote-as              = internal
        route-reflector-client = true
        connect-retry          = 1s
        families               = [%s]
      }
    }
    peers {
      %s
    }
    """
        .formatted(families, peers);
  }
}
