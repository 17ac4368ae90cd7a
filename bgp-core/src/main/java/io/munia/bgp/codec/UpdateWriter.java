package io.munia.bgp.codec;

import io.munia.net.AddressFamily;

/// Writes UPDATEs of one [ExportForm] into a growing buffer: attributes once, then as many prefixes
/// as the message holds. A message that is full is closed and followed by another with the same
/// attributes. MP_REACH_NLRI comes first ([RFC 7606
/// §5.1](https://www.rfc-editor.org/rfc/rfc7606#section-5.1)). Reused; not thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class UpdateWriter {

  /// @param addPath families in whose NLRI a path id is written
  public UpdateWriter(ExportForm form, java.util.Set<AddressFamily> addPath) {}

  /// Forgets what was written and starts at the front of the buffer.
  public void clear() {
    throw new UnsupportedOperationException();
  }

  /// Opens an announcement.
  ///
  /// @param attributes holds a canonical attribute section (see [UpdateReader]) at `[from, to)`
  /// @param nextHopV6 whether the next hop is an IPv6 address
  /// @param nextHopHigh first 64 bits of it, left-aligned
  /// @param nextHopLow last 64 bits
  /// @param originatorId where the route is reflected, its ORIGINATOR_ID should it have none yet; 0
  ///   where it is not reflected
  /// @param sendMed in an external form, whether MED is kept (a route of our own, or a policy set
  ///   it)
  /// @return false where the attributes alone do not fit a message: nothing was written, the routes
  ///   must be withdrawn instead
  public boolean announce(
      AddressFamily family,
      byte[] attributes,
      int from,
      int to,
      boolean nextHopV6,
      long nextHopHigh,
      long nextHopLow,
      int originatorId,
      boolean sendMed) {
    throw new UnsupportedOperationException();
  }

  /// Opens a withdrawal.
  public void withdraw(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// Adds a prefix to what was opened last.
  public void prefix(long high, long low, int length, int pathId) {
    throw new UnsupportedOperationException();
  }

  /// Closes the message that is open, if any: [#length()] then stands at a message border.
  public void close() {
    throw new UnsupportedOperationException();
  }

  /// Writes the End-of-RIB marker of `family`.
  public void endOfRib(AddressFamily family) {
    throw new UnsupportedOperationException();
  }

  /// The buffer; [#length()] bytes of it are messages. It may be another array after a call that
  /// writes.
  public byte[] buffer() {
    throw new UnsupportedOperationException();
  }

  /// Bytes written since [#clear], the open message included.
  public int length() {
    throw new UnsupportedOperationException();
  }
}
