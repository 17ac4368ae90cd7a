package io.munia.cli.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Finds the packets in a capture:
/// [pcap](https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-03.html) in either byte order,
/// with micro- or nanoseconds, and
/// [pcapng](https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html). A file that was cut
/// off gives the packets before the cut.
final class CaptureFile {
  private static final int PCAP_MICROS = 0xa1b2c3d4;
  private static final int PCAP_NANOS = 0xa1b23c4d;
  private static final int PCAPNG_SECTION = 0x0a0d0d0a;
  private static final int PCAPNG_ORDER = 0x1a2b3c4d;
  private static final int PCAP_HEADER_BYTES = 24;
  private static final int PCAP_RECORD_BYTES = 16;
  private static final int BLOCK_BYTES_MIN = 12;
  private static final int INTERFACE = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  private final ByteBuffer file;
  private final List<Packet> packets = new ArrayList<>();
  private final List<Integer> linkTypes = new ArrayList<>();

  private CaptureFile(byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
  }

  /// Whether these bytes begin as a capture does.
  static boolean begins(byte[] bytes) {
    if (bytes.length < 4) {
      return false;
    }
    int magic = ByteBuffer.wrap(bytes).getInt();
    return magic == PCAPNG_SECTION || isPcap(magic) || isPcap(Integer.reverseBytes(magic));
  }

  private static boolean isPcap(int magic) {
    return magic == PCAP_MICROS || magic == PCAP_NANOS;
  }

  static List<Packet> packets(byte[] bytes) throws CaptureException {
    if (!begins(bytes)) {
      throw new CaptureException("neither pcap nor pcapng");
    }
    CaptureFile file = new CaptureFile(bytes);
    if (ByteBuffer.wrap(bytes).getInt() == PCAPNG_SECTION) {
      file.blocks();
    } else {
      file.records();
    }
    return file.packets;
  }

  private void records() throws CaptureException {
    if (!isPcap(file.getInt(0))) {
      file.order(ByteOrder.LITTLE_ENDIAN);
    }
    if (file.limit() < PCAP_HEADER_BYTES) {
      throw new CaptureException("the capture ends in its header");
    }
    int linkType = file.getInt(20) & 0xffff;
    int at = PCAP_HEADER_BYTES;
    while (file.limit() - at >= PCAP_RECORD_BYTES) {
      int from = at + PCAP_RECORD_BYTES;
      long captured = file.getInt(at + 8) & 0xffff_ffffL;
      if (captured > file.limit() - from) {
        return;
      }
      at = from + (int) captured;
      add(linkType, from, at);
    }
  }

  private void blocks() throws CaptureException {
    int at = 0;
    while (file.limit() - at >= BLOCK_BYTES_MIN) {
      int type = file.getInt(at);
      if (type == PCAPNG_SECTION) {
        file.order(ByteOrder.BIG_ENDIAN);
        if (file.getInt(at + 8) != PCAPNG_ORDER) {
          file.order(ByteOrder.LITTLE_ENDIAN);
        }
        linkTypes.clear();
      }
      long length = file.getInt(at + 4) & 0xffff_ffffL;
      if (length < BLOCK_BYTES_MIN || length % 4 != 0) {
        throw new CaptureException("a block of " + length + " bytes at byte " + at);
      }
      if (length > file.limit() - at) {
        return;
      }
      block(type, at + 8, at + (int) length - 4);
      at += (int) length;
    }
  }

  /// @param from where the body begins
  private void block(int type, int from, int to) {
    switch (type) {
      case INTERFACE -> {
        if (to - from >= 8) {
          linkTypes.add(file.getShort(from) & 0xffff);
        }
      }
      case ENHANCED_PACKET -> {
        if (to - from >= 20) {
          long captured = file.getInt(from + 12) & 0xffff_ffffL;
          packet(file.getInt(from), from + 20, to, captured);
        }
      }
      case SIMPLE_PACKET -> {
        if (to - from >= 4) {
          packet(0, from + 4, to, file.getInt(from) & 0xffff_ffffL);
        }
      }
      default -> {
        // statistics, names, comments
      }
    }
  }

  private void packet(int face, int from, int to, long captured) {
    if (face >= 0 && face < linkTypes.size()) {
      add(linkTypes.get(face), from, from + (int) Math.min(captured, to - from));
    }
  }

  private void add(int linkType, int from, int to) {
    packets.add(new Packet(packets.size() + 1, linkType, from, to));
  }
}
