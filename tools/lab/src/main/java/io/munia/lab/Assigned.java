package io.munia.lab;

import io.munia.peering.control.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The addresses that a muniad handed out for one handle.
record Assigned(String address4, String address6) {

  /// Takes one of each family, as a CNI plugin would.
  static Assigned take(Muniad muniad, String handle) {
    List<String> addresses = addresses(muniad, handle);
    return new Assigned(only(addresses, '.', muniad, handle), only(addresses, ':', muniad, handle));
  }

  private static List<String> addresses(Muniad muniad, String handle) {
    List<String> addresses = new ArrayList<>();
    for (Json element : muniad.ask("ipam-assign", Map.of("handle", handle)).list("addresses")) {
      addresses.add(Muniad.object(element).text("address"));
    }
    return addresses;
  }

  private static String only(List<String> addresses, char sign, Muniad muniad, String handle) {
    List<String> family = addresses.stream().filter(a -> a.indexOf(sign) >= 0).toList();
    if (family.size() != 1) {
      throw new LabFailure(
          muniad.process().what()
              + " was asked for an address of each family for "
              + handle
              + " and gave "
              + addresses);
    }
    return family.getFirst();
  }
}
