package io.munia.libc;

/// What the kernel means by an error, for people.
public final class Errno {
  private Errno() {}

  public static String sentence(String what, int errno) {
    return what
        + ": "
        + switch (errno) {
          case Libc.EPERM, Libc.EACCES -> "not permitted";
          case 22 -> "the kernel finds the address wrong";
          case Libc.EADDRINUSE -> "the port is taken";
          case 19 -> "no such interface";
          case 97 -> "the kernel has no such protocol";
          case Libc.EADDRNOTAVAIL -> "the local address is not on this host";
          case 100 -> "the network is down";
          case 101 -> "no route";
          case 105 -> "no room for more packets";
          case 113 -> "no route to the host";
          default -> "error " + errno;
        };
  }
}
