package io.munia.ndp.socket;

import io.munia.ndp.MacAddress;
import io.munia.net.IpAddress;
import java.util.Optional;

/// An interface as the kernel has it at one moment.
sealed interface Interface {

  /// Messages can be sent there.
  ///
  /// @param local our link-local address, of no zone
  record Ready(int index, IpAddress local, Optional<MacAddress> mac) implements Interface {}

  /// @param why without its subject, the interface's name
  record Unready(String why) implements Interface {}
}
