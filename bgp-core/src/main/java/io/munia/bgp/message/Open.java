package io.munia.bgp.message;

import io.munia.bgp.capability.Capability;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.List;

/// OPEN ([RFC 4271 §4.2](https://www.rfc-editor.org/rfc/rfc4271#section-4.2)).
///
/// @param version the protocol version, 4 for every speaker alive
/// @param as the speaker's AS: from the 4-octet capability where it is given, else the 2-octet
///   field
/// @param holdTimeSeconds proposed hold time, 0 or 3 to 65,535
/// @param routerId the speaker's BGP Identifier
/// @param capabilities in the order they stood
public record Open(
    int version, Asn as, int holdTimeSeconds, RouterId routerId, List<Capability> capabilities)
    implements BgpMessage {
  public Open {
    capabilities = List.copyOf(capabilities);
  }
}
