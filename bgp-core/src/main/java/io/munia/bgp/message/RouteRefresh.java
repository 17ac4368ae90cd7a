package io.munia.bgp.message;

import io.munia.net.AddressFamily;

/// ROUTE-REFRESH ([RFC 2918](https://www.rfc-editor.org/rfc/rfc2918), [RFC
/// 7313](https://www.rfc-editor.org/rfc/rfc7313)).
///
/// @param family what is asked for again
/// @param subtype a plain request, or one of the two marks around a re-advertisement
public record RouteRefresh(AddressFamily family, Subtype subtype) implements BgpMessage {
  /// The subtypes of RFC 7313, in the order of their numbers.
  public enum Subtype {
    /// Routes are asked for again: 0.
    REQUEST,
    /// They follow from here: 1.
    BEGINNING,
    /// All of them have been sent: 2.
    END
  }
}
