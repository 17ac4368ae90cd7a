package io.munia.lab;

import io.munia.net.AddressFamily;
import java.util.List;
import java.util.Set;

/// A routing daemon of a fabric, whoever made it: what the lab asks of all of them.
public sealed interface LabRouter permits Bird, Muniad {
  List<AddressFamily> FAMILIES = List.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);

  /// As people call it.
  String kind();

  LabProcess process();

  /// Whether the session with the peer of this name is up.
  boolean established(String peer);

  /// Destinations learned by BGP.
  Set<String> prefixes(AddressFamily family);

  /// Whether there is a route to exactly this destination; cheap enough to be asked every
  /// millisecond.
  boolean has(AddressFamily family, String prefix);

  /// The tables of both families, as its own tool prints them.
  List<String> table();

  /// The command that shows its table.
  String howToAsk();
}
