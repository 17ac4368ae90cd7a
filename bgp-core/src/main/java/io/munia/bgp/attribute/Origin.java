package io.munia.bgp.attribute;

/// ORIGIN ([RFC 4271 §5.1.1](https://www.rfc-editor.org/rfc/rfc4271#section-5.1.1)), in the order
/// of preference and of the wire values.
public enum Origin {
  /// Interior to the AS that originates it: 0.
  IGP,
  /// Learned from EGP, as the value of 1 says.
  EGP,
  /// Learned otherwise: 2.
  INCOMPLETE
}
