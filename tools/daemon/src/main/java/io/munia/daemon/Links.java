package io.munia.daemon;

import java.net.NetworkInterface;
import java.net.SocketException;

/// Interfaces as people know them.
final class Links {
  private Links() {}

  /// Its name, or its number where it has gone.
  static String name(int index) {
    try {
      NetworkInterface link = index > 0 ? NetworkInterface.getByIndex(index) : null;
      return link == null ? Integer.toString(index) : link.getName();
    } catch (SocketException e) {
      return Integer.toString(index);
    }
  }
}
