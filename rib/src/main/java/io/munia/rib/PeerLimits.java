package io.munia.rib;

import io.munia.net.AddressFamily;
import java.util.Map;

/// The limits of one neighbour; a family that is in no map has none.
///
/// @param in of what it announces
/// @param out of what it is announced
public record PeerLimits(Map<AddressFamily, PrefixLimit> in, Map<AddressFamily, PrefixLimit> out) {
  public static final PeerLimits NONE = new PeerLimits(Map.of(), Map.of());

  public PeerLimits {
    in = Map.copyOf(in);
    out = Map.copyOf(out);
  }
}
