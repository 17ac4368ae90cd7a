package io.munia.bfd.socket;

/// What the kernel means.
final class Errno {
  private Errno() {}

  static String sentence(String what, int errno) {
    return what
        + ": "
        + switch (errno) {
          case 1, 13 -> "not permitted";
          case 22 -> "the kernel finds the address wrong";
          case Libc.EADDRINUSE -> "the port is taken";
          case 97 -> "the kernel has no such protocol";
          case 99 -> "the local address is not on this host";
          case 100 -> "the network is down";
          case 101 -> "no route";
          case 105 -> "no room for more packets";
          case 113 -> "no route to the host";
          default -> "error " + errno;
        };
  }
}
