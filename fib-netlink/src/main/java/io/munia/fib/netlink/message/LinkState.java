package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.IFINFOMSG_BYTES;

import org.jspecify.annotations.Nullable;

/// What RTM_NEWLINK and RTM_DELLINK say of an interface, as far as routes depend on it.
///
/// @param index the kernel's number of it
/// @param up whether its administrator wants it up
/// @param carrier whether something is at the other end
public record LinkState(int index, boolean up, boolean carrier) {

  /// Reads a payload: an `ifinfomsg`; its attributes are of no interest here.
  ///
  /// @return null where it is not whole
  public static @Nullable LinkState read(byte[] bytes, int from, int to) {
    if (to - from < IFINFOMSG_BYTES) {
      return null;
    }
    int flags = Fields.int32(bytes, from + 8);
    return new LinkState(
        Fields.int32(bytes, from + 4),
        (flags & Rtnetlink.IFF_UP) != 0,
        (flags & Rtnetlink.IFF_LOWER_UP) != 0);
  }
}
