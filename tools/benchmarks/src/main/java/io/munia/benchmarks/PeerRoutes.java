package io.munia.benchmarks;

import io.munia.benchmarks.mrt.AttributeBytes;
import io.munia.benchmarks.mrt.MrtPeer;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that one recorded neighbour said, packed as it will be sent: table entries by attribute set,
/// as many prefixes to an UPDATE as fit; recorded UPDATEs one by one, in their order, after them.
final class PeerRoutes {
  private static final int MESSAGE_BYTES_MAX = 4096;

  /// Messages are handed over in pieces of about this size, in bytes.
  private static final int CHUNK_BYTES = 64 * 1024;

  private static final int OPTIONAL_EXTENDED = 0x90;
  private static final int WELL_KNOWN = 0x40;

  private final MrtPeer peer;
  private final Map<AttributeSet, ByteArrayOutputStream> table = new LinkedHashMap<>();
  private final List<Recorded> updates = new ArrayList<>();
  private final Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
  private long paths;
  private long tooLarge;

  PeerRoutes(MrtPeer peer) {
    this.peer = peer;
  }

  MrtPeer peer() {
    return peer;
  }

  /// Table entries so far.
  long paths() {
    return paths;
  }

  /// Table entries that [#encode] left out: their attributes leave no room for a prefix in a
  /// message.
  long tooLarge() {
    return tooLarge;
  }

  /// Recorded UPDATEs so far.
  int updates() {
    return updates.size();
  }

  Set<AddressFamily> families() {
    return EnumSet.copyOf(families);
  }

  /// Equal by content; the bytes are never changed.
  @SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare the content
  private record AttributeSet(AddressFamily family, byte[] bytes, @Nullable IpAddress nextHop) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof AttributeSet that
          && family == that.family
          && Arrays.equals(bytes, that.bytes)
          && java.util.Objects.equals(nextHop, that.nextHop);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, and copied nowhere
  private record Recorded(byte[] message) {}

  void path(
      AddressFamily family, byte[] bytes, int nlriFrom, int nlriTo, AttributeBytes attributes) {
    families.add(family);
    paths++;
    table
        .computeIfAbsent(
            new AttributeSet(family, attributes.others(), attributes.nextHop()),
            _ -> new ByteArrayOutputStream(16))
        .write(bytes, nlriFrom, nlriTo - nlriFrom);
  }

  void update(byte[] message) {
    updates.add(new Recorded(message));
    families.add(AddressFamily.IPV4_UNICAST);
    families.add(AddressFamily.IPV6_UNICAST);
  }

  /// Every message, in pieces that end where a message ends; End-of-RIB of each family comes last.
  ///
  /// @param ownNextHop what stands in for recorded next hops of its address version; null leaves
  ///   them as recorded
  List<byte[]> encode(@Nullable IpAddress ownNextHop) {
    Chunks chunks = new Chunks();
    tooLarge = 0;
    for (Map.Entry<AttributeSet, ByteArrayOutputStream> entry : table.entrySet()) {
      encode(entry.getKey(), entry.getValue().toByteArray(), ownNextHop, chunks);
    }
    for (Recorded update : updates) {
      chunks.add(
          ownNextHop == null
              ? update.message()
              : RecordedUpdate.withNextHop(update.message(), ownNextHop));
    }
    for (AddressFamily family : families) {
      chunks.add(endOfRib(family));
    }
    return chunks.finish();
  }

  private void encode(
      AttributeSet set, byte[] nlri, @Nullable IpAddress ownNextHop, Chunks chunks) {
    boolean six = set.family() == AddressFamily.IPV6_UNICAST;
    IpAddress nextHop = nextHop(set, ownNextHop);
    int room = MESSAGE_BYTES_MAX - 23 - set.bytes().length - (six ? 4 + 5 + 16 : 7);
    int from = 0;
    while (from < nlri.length) {
      int to = from;
      while (to < nlri.length && to + 1 + octets(nlri[to]) - from <= room) {
        to += 1 + octets(nlri[to]);
      }
      if (to == from) {
        tooLarge++;
        from += 1 + octets(nlri[from]);
        continue; // a shorter prefix may still fit
      }
      chunks.add(six ? v6(set, nextHop, nlri, from, to) : v4(set, nextHop, nlri, from, to));
      from = to;
    }
  }

  private static IpAddress nextHop(AttributeSet set, @Nullable IpAddress ownNextHop) {
    @Nullable IpAddress recorded = set.nextHop();
    if (ownNextHop != null
        && (recorded == null || ownNextHop.version() == set.family().version())) {
      return ownNextHop;
    }
    return recorded != null ? recorded : IpAddress.v4(0);
  }

  private static int octets(byte length) {
    return ((length & 0xff) + 7) / 8;
  }

  private static byte[] v4(AttributeSet set, IpAddress nextHop, byte[] nlri, int from, int to) {
    Message message = new Message();
    message.two(0).two(set.bytes().length + 7).bytes(set.bytes());
    message.one(WELL_KNOWN).one(AttributeBytes.NEXT_HOP).one(4);
    message.bytes(nextHop.version() == IpVersion.V4 ? nextHop.toBytes() : new byte[4]);
    return message.bytes(nlri, from, to).finish();
  }

  private static byte[] v6(AttributeSet set, IpAddress nextHop, byte[] nlri, int from, int to) {
    int length = 5 + 16 + to - from;
    Message message = new Message();
    message.two(0).two(set.bytes().length + 4 + length);
    message.one(OPTIONAL_EXTENDED).one(AttributeBytes.MP_REACH_NLRI).two(length);
    message.two(set.family().afi()).one(set.family().safi()).one(16);
    message.bytes(AttributeBytes.sixteen(nextHop)).one(0).bytes(nlri, from, to);
    return message.bytes(set.bytes()).finish();
  }

  private static byte[] endOfRib(AddressFamily family) {
    Message message = new Message();
    if (family == AddressFamily.IPV4_UNICAST) {
      return message.two(0).two(0).finish();
    }
    message.two(0).two(6).one(0x80).one(AttributeBytes.MP_UNREACH_NLRI).one(3);
    return message.two(family.afi()).one(family.safi()).finish();
  }

  /// One UPDATE being written.
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    private Message() {
      for (int i = 0; i < 16; i++) {
        out.write(0xff);
      }
      two(0).one(2); // the length is not known yet
    }

    private Message one(int value) {
      out.write(value);
      return this;
    }

    private Message two(int value) {
      out.write(value >> 8);
      out.write(value);
      return this;
    }

    private Message bytes(byte[] bytes) {
      return bytes(bytes, 0, bytes.length);
    }

    private Message bytes(byte[] bytes, int from, int to) {
      out.write(bytes, from, to - from);
      return this;
    }

    private byte[] finish() {
      byte[] message = out.toByteArray();
      message[16] = (byte) (message.length >> 8);
      message[17] = (byte) message.length;
      return message;
    }
  }

  private static final class Chunks {
    private final List<byte[]> done = new ArrayList<>();
    private ByteArrayOutputStream open = new ByteArrayOutputStream(CHUNK_BYTES);

    private void add(byte[] message) {
      if (open.size() + message.length > CHUNK_BYTES && open.size() > 0) {
        done.add(open.toByteArray());
        open = new ByteArrayOutputStream(CHUNK_BYTES);
      }
      open.write(message, 0, message.length);
    }

    private List<byte[]> finish() {
      if (open.size() > 0) {
        done.add(open.toByteArray());
      }
      return done;
    }
  }
}
