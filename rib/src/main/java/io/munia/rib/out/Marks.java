package io.munia.rib.out;

import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.UpdateWriter;
import io.munia.bgp.message.RouteRefresh;
import io.munia.net.AddressFamily;
import java.util.Arrays;

/// The messages of one family that carry no routes and say where some begin or end.
@SuppressWarnings("ArrayRecordComponent") // sent as they are, never compared
record Marks(byte[] beginningOfRefresh, byte[] endOfRefresh, byte[] endOfRib) {
  private static final byte[] NOTHING = {};

  /// @param writer is left empty
  static Marks of(AddressFamily family, UpdateWriter writer) {
    writer.clear();
    writer.endOfRib(family);
    byte[] endOfRib = Arrays.copyOf(writer.buffer(), writer.length());
    writer.clear();
    return new Marks(
        MessageCodec.encode(new RouteRefresh(family, RouteRefresh.Subtype.BEGINNING)),
        MessageCodec.encode(new RouteRefresh(family, RouteRefresh.Subtype.END)),
        endOfRib);
  }

  /// What a member is to be sent when it has been told all that there was.
  byte[] due(Member member) {
    if (!member.endOfRefreshDue) {
      return member.endOfRibDue ? endOfRib : NOTHING;
    }
    if (!member.endOfRibDue) {
      return endOfRefresh;
    }
    byte[] both = Arrays.copyOf(endOfRefresh, endOfRefresh.length + endOfRib.length);
    System.arraycopy(endOfRib, 0, both, endOfRefresh.length, endOfRib.length);
    return both;
  }
}
