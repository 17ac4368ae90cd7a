package io.munia.microbenchmarks;

import io.munia.benchmarks.load.EncodedTable;
import io.munia.benchmarks.load.GeneratedTable;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The UPDATEs of a made-up table, one after another, and how a session reads them.
record Messages(List<byte[]> all, GeneratedTable table) {
  static final int ROUTES = 20_000;
  static final Asn AS = new Asn(64512);
  static final int MESSAGE_BYTES_MAX = 4096;
  private static final int HOLD_SECONDS = 240;

  Messages {
    all = List.copyOf(all);
  }

  /// @param client its number; from another client the same routes have another next hop
  static Messages of(AddressFamily family, int client) {
    GeneratedTable table = GeneratedTable.of(family, ROUTES, 1, 0, 1);
    byte[] nextHop = new byte[family.version().bytes()];
    nextHop[0] = (byte) (family == AddressFamily.IPV4_UNICAST ? 10 : 0x20);
    nextHop[nextHop.length - 1] = (byte) client;
    ByteBuffer encoded = EncodedTable.encode(table, nextHop, 0);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    List<byte[]> all = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = MessageFrame.length(bytes, at, bytes.length, MESSAGE_BYTES_MAX);
      all.add(java.util.Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    return new Messages(all, table);
  }

  static Negotiated session(int client) {
    return Negotiated.between(AS, AS, new RouterId(0x0a00_0064), new RouterId(0x0a00_0000 + client))
        .holdTimeSeconds(HOLD_SECONDS)
        .families(Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST))
        .routeRefresh(true)
        .build();
  }

  /// Reads one of [#all].
  static Verdict read(UpdateReader reader, byte[] message, Negotiated session) {
    return reader.read(message, 0, message.length, session);
  }
}
