package io.munia.ndp;

/// Why a message does not count ([RFC 4861
/// §6.1](https://www.rfc-editor.org/rfc/rfc4861#section-6.1)). What is not here, a wrong checksum,
/// the kernel drops.
public enum Discard {
  /// Not the 255 that no router lets pass: it comes from beyond the link.
  HOP_LIMIT,
  /// A router speaks with its link-local address, a host with one of its own or none.
  SOURCE,
  /// Shorter than its fixed part.
  SHORT,
  /// Neither an advertisement nor a solicitation.
  TYPE,
  /// Not 0.
  CODE,
  /// An option of length zero.
  OPTION_EMPTY,
  /// An option that ends after the message.
  OPTION_CUT,
  /// A host without an address that says its link-layer address.
  LINK_ADDRESS
}
