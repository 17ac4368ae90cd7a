package io.munia.benchmarks.mrt;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/// Reads MRT files ([RFC 6396](https://www.rfc-editor.org/rfc/rfc6396)), plain, gzip or bzip2, one
/// record at a time: tables (TABLE_DUMP_V2, unicast) and updates (BGP4MP, with and without
/// microseconds). A file that ends within a record is read up to there, and that is said; a record
/// that does not hold what its type promises ends the reading with a sentence that says where.
public final class MrtReader {
  /// Larger records than this are taken for damage, in bytes. The largest sound ones (a prefix with
  /// a path from each of 65,535 peers) do not occur.
  static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

  private static final int HEADER_BYTES = 12;
  private static final int BUFFER_BYTES = 256 * 1024;

  private static final int TABLE_DUMP = 12;
  private static final int TABLE_DUMP_V2 = 13;
  private static final int BGP4MP = 16;
  private static final int BGP4MP_ET = 17;

  private static final int PEER_INDEX_TABLE = 1;
  private static final int RIB_IPV4_UNICAST = 2;
  private static final int RIB_IPV6_UNICAST = 4;

  private static final int MESSAGE = 1;
  private static final int MESSAGE_AS4 = 4;

  private static final int BGP_HEADER_BYTES = 19;
  private static final int BGP_TYPE_AT = 18;
  private static final int UPDATE = 2;

  private final MrtVisitor visitor;
  private final List<MrtPeer> peers = new ArrayList<>();
  private final TreeMap<String, Long> skipped = new TreeMap<>();
  private byte[] bytes = new byte[64 * 1024];
  private long records;

  /// Where the record begins that is being read, in bytes of the unpacked file.
  private long offset;

  private MrtReader(MrtVisitor visitor) {
    this.visitor = visitor;
  }

  /// What was read.
  ///
  /// @param records whole ones
  /// @param skipped records that carry nothing to replay, by kind
  /// @param note empty for a file that ends where a record ends, else what it ends with
  public record Summary(long records, TreeMap<String, Long> skipped, String note) {}

  /// @throws IOException with a sentence, where the file cannot be read or is no MRT file
  public static Summary read(Path file, MrtVisitor visitor) throws IOException {
    try (InputStream in = open(file)) {
      return new MrtReader(visitor).readAll(in, file);
    }
  }

  /// What it is packed with shows in its first bytes, whatever it is called.
  private static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder: name an MRT file in it");
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    raw.mark(3);
    byte[] first = raw.readNBytes(3);
    raw.reset();
    if (first.length == 0) {
      raw.close();
      throw new IOException(file + " is empty");
    }
    try {
      return unpacked(raw, first);
    } catch (EOFException e) {
      raw.close();
      throw new IOException(file + " ends before anything in it can be unpacked", e);
    } catch (IOException e) {
      raw.close();
      throw new IOException(file + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static InputStream unpacked(InputStream raw, byte[] first) throws IOException {
    if (first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
    }
    return first.length == 3 && first[0] == 'B' && first[1] == 'Z' && first[2] == 'h'
        ? new BufferedInputStream(
            new Salvage(new BZip2CompressorInputStream(raw, true)), BUFFER_BYTES)
        : raw;
  }

  private Summary readAll(InputStream in, Path file) throws IOException {
    while (true) {
      int length;
      try {
        length = next(in);
      } catch (EOFException _) {
        return ended("");
      } catch (IOException e) {
        if (records == 0) {
          throw new IOException(file + " cannot be unpacked: " + e.getMessage(), e);
        }
        return ended(" (" + e.getMessage() + ")");
      } catch (IllegalArgumentException e) {
        throw damaged(file, e);
      }
      if (length < 0) {
        return new Summary(records, skipped, "");
      }
      try {
        record(ByteBuffer.wrap(bytes, 0, HEADER_BYTES + length));
      } catch (BufferUnderflowException e) {
        throw damaged(
            file, new IllegalArgumentException("does not hold what its type promises", e));
      } catch (IllegalArgumentException e) {
        throw damaged(
            file,
            new IllegalArgumentException(
                "does not hold what its type promises: " + e.getMessage(), e));
      }
      records++;
      offset += HEADER_BYTES + length;
    }
  }

  /// Reads the next record; returns the length of its body, or -1 where there is none.
  ///
  /// @throws IllegalArgumentException where it claims too much
  private int next(InputStream in) throws IOException {
    int got = in.readNBytes(bytes, 0, HEADER_BYTES);
    if (got == 0) {
      return -1;
    }
    if (got < HEADER_BYTES) {
      throw new EOFException();
    }
    int length = ByteBuffer.wrap(bytes).getInt(8);
    if (length < 0 || length > RECORD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "claims "
              + Integer.toUnsignedString(length)
              + " bytes: this is no MRT file, or it is damaged");
    }
    if (HEADER_BYTES + length > bytes.length) {
      bytes = java.util.Arrays.copyOf(bytes, Math.max(HEADER_BYTES + length, 2 * bytes.length));
    }
    if (in.readNBytes(bytes, HEADER_BYTES, length) < length) {
      throw new EOFException();
    }
    return length;
  }

  private Summary ended(String why) {
    return new Summary(records, skipped, "ends within record " + (records + 1) + why);
  }

  private IOException damaged(Path file, IllegalArgumentException why) {
    return new IOException(
        file
            + ": record "
            + (records + 1)
            + " "
            + why.getMessage()
            + (records == 0
                ? ""
                : "; what stands before it is sound: the first "
                    + offset
                    + " bytes, when unpacked"),
        why);
  }

  private void record(ByteBuffer in) {
    in.position(4);
    int type = in.getShort() & 0xffff;
    int subtype = in.getShort() & 0xffff;
    in.position(HEADER_BYTES);
    switch (type) {
      case TABLE_DUMP_V2 -> {
        switch (subtype) {
          case PEER_INDEX_TABLE -> peerIndexTable(in);
          case RIB_IPV4_UNICAST -> rib(in, AddressFamily.IPV4_UNICAST);
          case RIB_IPV6_UNICAST -> rib(in, AddressFamily.IPV6_UNICAST);
          case 3, 5 -> skip("TABLE_DUMP_V2 multicast");
          case 8, 9, 10, 11, 12 -> skip("TABLE_DUMP_V2 with path identifiers (RFC 8050)");
          default -> skip("TABLE_DUMP_V2 subtype " + subtype);
        }
      }
      case BGP4MP -> bgp4mp(in, subtype);
      case BGP4MP_ET -> {
        in.getInt(); // microseconds
        bgp4mp(in, subtype);
      }
      case TABLE_DUMP -> skip("TABLE_DUMP, which TABLE_DUMP_V2 replaced");
      default -> skip("type " + type);
    }
  }

  private void skip(String kind) {
    skipped.merge(kind, 1L, Long::sum);
  }

  private void peerIndexTable(ByteBuffer in) {
    in.getInt(); // the collector's identifier
    in.position(in.position() + 2 + (in.getShort(in.position()) & 0xffff));
    int count = in.getShort() & 0xffff;
    peers.clear();
    for (int i = 0; i < count; i++) {
      int kind = in.get();
      int recorded = in.getInt();
      IpAddress address = address(in, (kind & 1) != 0);
      Asn as = as(in, (kind & 2) != 0);
      RouterId routerId = recorded == 0 ? madeFrom(address, as) : new RouterId(recorded);
      peers.add(new MrtPeer(address, as, routerId));
    }
  }

  private void rib(ByteBuffer in, AddressFamily family) {
    in.getInt(); // sequence number
    int nlriFrom = in.position();
    int length = in.get() & 0xff;
    if (length > family.version().bits()) {
      throw new IllegalArgumentException("a prefix of length " + length);
    }
    in.position(in.position() + (length + 7) / 8);
    int nlriTo = in.position();
    int count = in.getShort() & 0xffff;
    for (int i = 0; i < count; i++) {
      int index = in.getShort() & 0xffff;
      in.getInt(); // when it was originated
      int attributesLength = in.getShort() & 0xffff;
      int from = in.position();
      in.position(from + attributesLength);
      if (index >= peers.size()) {
        throw new IllegalArgumentException("a peer that is not in the index");
      }
      visitor.path(
          peers.get(index), family, bytes, nlriFrom, nlriTo, from, from + attributesLength);
    }
  }

  private void bgp4mp(ByteBuffer in, int subtype) {
    if (subtype != MESSAGE && subtype != MESSAGE_AS4) {
      switch (subtype) {
        case 0, 5 -> skip("BGP4MP changes of state");
        case 6, 7, 10, 11 -> skip("BGP4MP messages that the collector sent");
        case 8, 9 -> skip("BGP4MP with path identifiers (RFC 8050)");
        default -> skip("BGP4MP subtype " + subtype);
      }
      return;
    }
    boolean four = subtype == MESSAGE_AS4;
    Asn as = as(in, four);
    as(in, four); // the collector's own
    in.getShort(); // interface
    int afi = in.getShort() & 0xffff;
    boolean six = afi == AddressFamily.IPV6_UNICAST.afi();
    if (!six && afi != AddressFamily.IPV4_UNICAST.afi()) {
      throw new IllegalArgumentException("an address of family " + afi);
    }
    IpAddress address = address(in, six);
    address(in, six); // the collector's own
    int from = in.position();
    if (in.remaining() < BGP_HEADER_BYTES || (in.getShort(from + 16) & 0xffff) != in.remaining()) {
      throw new IllegalArgumentException("a message of another length than its record");
    }
    if (in.get(from + BGP_TYPE_AT) != UPDATE) {
      skip("messages that are no UPDATE");
      return;
    }
    visitor.update(new MrtPeer(address, as, madeFrom(address, as)), bytes, from, in.limit(), four);
  }

  /// An identifier for a peer whose own was not recorded: never 0, the same each time.
  private static RouterId madeFrom(IpAddress address, Asn as) {
    int bits = (int) (address.high() >>> 32);
    int mixed =
        address.version() == io.munia.net.IpVersion.V4
            ? bits
            : bits ^ (int) address.high() ^ (int) (address.low() >>> 32) ^ (int) address.low();
    return new RouterId(mixed == 0 ? as.bits() | 1 : mixed);
  }

  private static Asn as(ByteBuffer in, boolean four) {
    return four ? Asn.ofBits(in.getInt()) : new Asn(in.getShort() & 0xffff);
  }

  private static IpAddress address(ByteBuffer in, boolean six) {
    byte[] address = new byte[six ? 16 : 4];
    in.get(address);
    return IpAddress.of(address);
  }
}
