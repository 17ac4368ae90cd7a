package io.munia.bgp.codec;

import io.munia.bgp.capability.Negotiated;
import io.munia.net.AddressFamily;

/// Reads and validates one UPDATE in place: ranges into the message's own bytes, no object for a
/// route or an attribute. An instance is reused; what it says holds until the next [#read]. Not
/// thread-safe.
///
/// **Canonical attributes.** [#attributes()] from [#attributesFrom()] to [#attributesTo()] is the
/// attribute section in the one form that is stored and shared: TLVs in ascending type order,
/// shortest length form, 4-octet AS_PATH and AGGREGATOR with AS4_* merged in ([RFC 6793
/// §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)), without NEXT_HOP, MP_REACH_NLRI
/// and MP_UNREACH_NLRI, without what the verdict discarded, unrecognised transitive attributes
/// byte-exact but for the Partial bit.
@SuppressWarnings("DoNotCallSuggester")
public final class UpdateReader {

  public UpdateReader() {}

  /// Reads one whole message, header included.
  ///
  /// @param bytes holds the message at `[from, to)`; must stay unchanged while the result is used
  /// @param negotiated how this session encodes
  /// @return the strongest verdict of RFC 7606; whatever it is but a reset, the ranges below are
  ///   usable
  public Verdict read(byte[] bytes, int from, int to, Negotiated negotiated) {
    throw new UnsupportedOperationException();
  }

  /// The bytes that the NLRI ranges refer to.
  public byte[] bytes() {
    throw new UnsupportedOperationException();
  }

  /// Sets the cursor over what is withdrawn in `family`: withdrawn routes, MP_UNREACH_NLRI, or
  /// both; false where nothing is. With treat-as-withdraw the announced routes are *not* among
  /// them: ask [#announced] for those.
  public boolean withdrawn(AddressFamily family, NlriCursor cursor) {
    throw new UnsupportedOperationException();
  }

  /// Sets the cursor over what is announced in `family`; false where nothing is.
  public boolean announced(AddressFamily family, NlriCursor cursor) {
    throw new UnsupportedOperationException();
  }

  /// Whether this is the End-of-RIB marker of `family` ([RFC 4724
  /// §2](https://www.rfc-editor.org/rfc/rfc4724#section-2)).
  public boolean isEndOfRib(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// The array that holds the canonical attributes: the message's own, or a scratch of this reader.
  public byte[] attributes() {
    throw new UnsupportedOperationException();
  }

  public int attributesFrom() {
    throw new UnsupportedOperationException();
  }

  public int attributesTo() {
    throw new UnsupportedOperationException();
  }

  /// First 64 bits, left-aligned, of the next hop of what is announced in `family` (the global
  /// address where two are given).
  public long nextHopHigh(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// Last 64 bits of that next hop; 0 for IPv4.
  public long nextHopLow(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// Whether that next hop is an IPv6 address (always in IPv6, by RFC 8950 in IPv4 too).
  public boolean nextHopIsV6(AddressFamily family) {
    throw new UnsupportedOperationException();
  }
}
