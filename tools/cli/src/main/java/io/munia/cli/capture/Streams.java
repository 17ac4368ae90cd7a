package io.munia.cli.capture;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.MessageFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts TCP segments together into messages, in the order in which each was complete. What was
/// captured twice counts once; where bytes are missing, it goes on at the next marker.
public final class Streams {
  /// The port of BGP.
  public static final int PORT = 179;

  /// Directions that are followed; packets of further ones are left out.
  public static final int FLOWS_MAX = 4096;

  /// Bytes of all directions that wait for missing ones; then what is missing counts as not
  /// captured.
  public static final int WAITING_BYTES_MAX = 1 << 24;

  private static final int MARKER_BYTES = 16;

  /// What a waiting segment costs beside its bytes, roughly.
  private static final int EARLY_BYTES = 100;

  private final Map<Flow, Stream> streams = new HashMap<>();
  private final List<Message> messages = new ArrayList<>();
  private int leftOut;
  private long waiting;

  private Streams() {}

  /// @param packet number of the packet that completed it
  /// @param bytes the message; what there is of one that is none, or of the last
  /// @param afterGap whether bytes before it are missing
  @SuppressWarnings("ArrayRecordComponent")
  public record Message(int packet, Flow flow, byte[] bytes, boolean afterGap) {}

  /// @param messages of all directions
  /// @param leftOut packets of the port that are not in them: of one direction too many
  public record Found(List<Message> messages, int packets, int leftOut) {
    public Found {
      messages = List.copyOf(messages);
    }
  }

  /// Whether these bytes begin as a capture does.
  public static boolean isCapture(byte[] bytes) {
    return CaptureFile.begins(bytes);
  }

  /// The BGP messages in a capture.
  ///
  /// @throws CaptureException where it is none
  public static Found read(byte[] file, int port) throws CaptureException {
    Streams streams = new Streams();
    List<Packet> packets = CaptureFile.packets(file);
    for (Packet packet : packets) {
      Segment.of(file, packet)
          .filter(segment -> segment.flow().isOf(port))
          .ifPresent(segment -> streams.take(file, packet.number(), segment));
    }
    streams.streams.values().forEach(Stream::end);
    return new Found(streams.messages, packets.size(), streams.leftOut);
  }

  private void take(byte[] file, int packet, Segment segment) {
    Stream stream = streams.get(segment.flow());
    if (stream == null || segment.syn()) {
      if (stream != null) {
        stream.end();
      } else if (streams.size() >= FLOWS_MAX) {
        leftOut++;
        return;
      }
      int first = segment.syn() ? segment.sequence() + 1 : segment.sequence();
      stream = new Stream(segment.flow(), first);
      streams.put(segment.flow(), stream);
    }
    if (segment.from() < segment.to()) {
      stream.take(file, packet, segment);
    }
  }

  /// One direction.
  private final class Stream {
    private final Flow flow;

    /// Bytes that came too early, by how far they are ahead of the first byte of all.
    private final TreeMap<Long, byte[]> early = new TreeMap<>();

    private final int first;
    private long taken;
    private byte[] rest = new byte[64];
    private int restLength;
    private boolean gap;
    private int lastPacket;

    Stream(Flow flow, int first) {
      this.flow = flow;
      this.first = first;
    }

    void take(byte[] file, int packet, Segment segment) {
      lastPacket = packet;
      long at = taken + (segment.sequence() - (first + (int) taken));
      if (at <= taken) {
        add(at, file, segment.from(), segment.to());
        addEarly();
        return;
      }
      byte[] bytes = Arrays.copyOfRange(file, segment.from(), segment.to());
      if (early.putIfAbsent(at, bytes) == null) {
        waiting += cost(bytes);
      }
      if (waiting > WAITING_BYTES_MAX) {
        jump();
      }
    }

    private static int cost(byte[] bytes) {
      return EARLY_BYTES + bytes.length;
    }

    private void add(long at, byte[] bytes, int from, int to) {
      int start = (int) Math.min(to, from + (taken - at));
      int more = to - start;
      if (more > 0) {
        if (rest.length < restLength + more) {
          rest = Arrays.copyOf(rest, Math.max(2 * rest.length, restLength + more));
        }
        System.arraycopy(bytes, start, rest, restLength, more);
        restLength += more;
        taken += more;
        cut();
      }
    }

    private void addEarly() {
      while (!early.isEmpty() && early.firstKey() <= taken) {
        Map.Entry<Long, byte[]> next = early.pollFirstEntry();
        waiting -= cost(next.getValue());
        add(next.getKey(), next.getValue(), 0, next.getValue().length);
      }
    }

    /// What is missing was not captured.
    private void jump() {
      if (!early.isEmpty()) {
        taken = early.firstKey();
        restLength = 0;
        gap = true;
        addEarly();
      }
    }

    private void cut() {
      int at = gap ? marker(0) : 0;
      while (at < restLength) {
        int length =
            MessageFrame.length(rest, at, restLength, Negotiated.EXTENDED_MESSAGE_BYTES_MAX);
        if (length == MessageFrame.NEED_MORE) {
          break;
        }
        int end = length == MessageFrame.MALFORMED ? marker(at + 1) : at + length;
        messages.add(new Message(lastPacket, flow, Arrays.copyOfRange(rest, at, end), gap));
        gap = length == MessageFrame.MALFORMED;
        at = end;
      }
      System.arraycopy(rest, at, rest, 0, restLength - at);
      restLength -= at;
    }

    /// Where the next marker begins from `from` on, as far as it is there.
    private int marker(int from) {
      int run = 0;
      for (int at = from; at < restLength; at++) {
        run = rest[at] == (byte) 0xff ? run + 1 : 0;
        if (run == MARKER_BYTES) {
          return at + 1 - MARKER_BYTES;
        }
      }
      return restLength - run;
    }

    void end() {
      while (!early.isEmpty()) {
        jump();
      }
      if (restLength > 0 && !gap) {
        messages.add(new Message(lastPacket, flow, Arrays.copyOf(rest, restLength), false));
      }
      restLength = 0;
    }
  }
}
