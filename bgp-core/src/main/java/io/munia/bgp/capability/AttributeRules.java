package io.munia.bgp.capability;

/// What the operator lets pass among path attributes, where their specifications leave it to
/// configuration. Not agreed on with the neighbour, but part of how its UPDATEs are read and ours
/// are written.
///
/// @param asSets whether AS_PATH may hold sets; if not, routes with one are withdrawn ([RFC
///   9774](https://www.rfc-editor.org/rfc/rfc9774))
/// @param internalAigp whether AIGP passes inside of our AS and confederation ([RFC 7311
///   §3.4](https://www.rfc-editor.org/rfc/rfc7311#section-3.4))
/// @param externalAigp whether it passes to and from other ASes
/// @param externalPrefixSid whether PREFIX_SID passes to and from other ASes: they are of our
///   segment routing domain ([RFC 8669 §4](https://www.rfc-editor.org/rfc/rfc8669#section-4))
/// @param asPathMax most numbers of an AS_PATH, sets and confederation segments included; routes
///   with more are withdrawn
public record AttributeRules(
    boolean asSets,
    boolean internalAigp,
    boolean externalAigp,
    boolean externalPrefixSid,
    int asPathMax) {
  /// More numbers than any message has room for.
  public static final int UNLIMITED = 65_535;

  /// What holds unless something else is said.
  public static final AttributeRules USUAL =
      new AttributeRules(false, true, false, false, UNLIMITED);

  /// Whether AIGP passes on a session.
  ///
  /// @param internal with a neighbour of our AS, or of our confederation
  public boolean aigp(boolean internal) {
    return internal ? internalAigp : externalAigp;
  }

  /// Whether PREFIX_SID passes on a session.
  public boolean prefixSid(boolean internal) {
    return internal || externalPrefixSid;
  }
}
