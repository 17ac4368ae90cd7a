package io.munia.cli.capture;

import java.util.Optional;

/// The TCP segment in a packet: whose it is, and where its bytes stand in the file.
///
/// @param sequence number of its first byte, or of its SYN
record Segment(Flow flow, int sequence, boolean syn, boolean fin, int from, int to) {
  /// Empty where it is no TCP, a fragment, or cut off in its headers.
  static Optional<Segment> of(byte[] file, Packet packet) {
    return new SegmentReader(file, packet.to()).link(packet.linkType(), packet.from());
  }
}
