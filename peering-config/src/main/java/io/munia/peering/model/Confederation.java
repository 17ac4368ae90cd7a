package io.munia.peering.model;

import io.munia.net.Asn;
import java.util.Set;

/// Several member ASes that look like one from outside ([RFC
/// 5065](https://www.rfc-editor.org/rfc/rfc5065)); ours is the configuration's `as`.
///
/// @param id the AS that those outside see
/// @param members the others
public record Confederation(Asn id, Set<Asn> members) {
  public Confederation {
    members = Set.copyOf(members);
  }
}
