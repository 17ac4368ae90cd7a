package io.munia.rib;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributeScan;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.OpaqueCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.message.Notification;
import io.munia.bgp.session.MessageSink;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import io.munia.rib.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A neighbour that carries families whose destinations are no prefixes: speaks bytes, and keeps
/// what it hears as text.
final class OpaquePeer {
  static final Set<AddressFamily> FAMILIES =
      EnumSet.complementOf(EnumSet.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST));

  final int number;
  final RibPeer session;

  /// `family key` to what was announced, by path id.
  final Map<String, Map<Integer, String>> heard = new TreeMap<>();

  final Set<AddressFamily> endOfRib = EnumSet.noneOf(AddressFamily.class);
  long announcements;
  private final Negotiated here;
  private final UpdateReader reader = new UpdateReader();

  OpaquePeer(Rib rib, int number, PeerProfile.Role role, boolean ids, int messageBytes) {
    this.number = number;
    Asn as = role == PeerProfile.Role.EBGP ? new Asn(64_600 + number) : Speaker.AS;
    RouterId id = new RouterId(0x0a00_0000 + number);
    this.here =
        Negotiated.between(Speaker.AS, as, Speaker.ID, id)
            .families(FAMILIES)
            .addPathReceive(Set.of())
            .addPathSend(ids ? FAMILIES : Set.of())
            .routeRefresh(true)
            .extendedMessage(messageBytes > 4096)
            .anyFirstAs(true)
            .build();
    Negotiated there =
        Negotiated.between(as, Speaker.AS, id, Speaker.ID)
            .families(FAMILIES)
            .addPathReceive(ids ? FAMILIES : Set.of())
            .extendedMessage(messageBytes > 4096)
            .build();
    this.session =
        rib.peerUp(
            new PeerProfile(
                "p" + number,
                "",
                IpAddress.v4(0x0a00_0000 + number),
                role,
                here,
                false,
                Speaker.LOCAL_V4,
                Speaker.LOCAL_V6,
                Speaker.ID,
                Policy.ACCEPT_ALL,
                Policy.ACCEPT_ALL,
                true,
                Duration.ZERO,
                null,
                PeerLimits.NONE,
                PathsSent.BEST,
                PeerRules.USUAL,
                LinkNextHops.NONE),
            new Sink(there),
            new PeerHost() {
              @Override
              public void end(Notification notification, String why, Duration pause) {
                throw new AssertionError(why);
              }

              @Override
              public void warn(String sentence) {
                // is counted, too
              }
            });
  }

  /// @param localPref 0 for none
  void announce(AddressFamily family, byte[] nlri, int localPref) {
    ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    byte[] hop = hop(family);
    byte[] value = new byte[5 + hop.length + nlri.length];
    family(value, family);
    value[3] = (byte) hop.length;
    System.arraycopy(hop, 0, value, 4, hop.length);
    System.arraycopy(nlri, 0, value, 5 + hop.length, nlri.length);
    attribute(attributes, 14, value);
    attributes.writeBytes(new byte[] {0x40, 1, 1, 0});
    byte[] path = {0x40, 2, 6, 2, 1, 0, 0, (byte) 0xfc, (byte) (0x58 + number)};
    attributes.writeBytes(here.internal() ? new byte[] {0x40, 2, 0} : path);
    if (here.internal()) {
      attributes.writeBytes(new byte[] {0x40, 5, 4, 0, 0, 0, (byte) localPref});
    }
    receive(attributes.toByteArray());
  }

  void withdraw(AddressFamily family, byte[] nlri) {
    byte[] value = new byte[3 + nlri.length];
    family(value, family);
    System.arraycopy(nlri, 0, value, 3, nlri.length);
    ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    attribute(attributes, 15, value);
    receive(attributes.toByteArray());
  }

  private byte[] hop(AddressFamily family) {
    byte last = (byte) number;
    return switch (family) {
      case IPV4_FLOWSPEC, IPV6_FLOWSPEC -> new byte[0];
      case IPV4_VPN -> new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, last};
      case IPV6_VPN ->
          new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, last};
      case IPV6_LABELED_UNICAST, IPV6_MULTICAST ->
          new byte[] {0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last};
      default -> new byte[] {10, 0, 0, last};
    };
  }

  private static void family(byte[] value, AddressFamily family) {
    value[0] = (byte) (family.afi() >>> 8);
    value[1] = (byte) family.afi();
    value[2] = (byte) family.safi();
  }

  private static void attribute(ByteArrayOutputStream out, int type, byte[] value) {
    out.writeBytes(
        new byte[] {(byte) 0x90, (byte) type, (byte) (value.length >>> 8), (byte) value.length});
    out.writeBytes(value);
  }

  private void receive(byte[] attributes) {
    int length = 23 + attributes.length;
    byte[] message = new byte[length];
    MessageFrameBytes.put(message, attributes);
    Verdict verdict = reader.read(message, 0, length, here);
    if (!(verdict instanceof Verdict.Intact)) {
      throw new AssertionError("not received: " + verdict);
    }
    session.received(reader, verdict);
  }

  /// A header and no withdrawn routes.
  private static final class MessageFrameBytes {
    static void put(byte[] message, byte[] attributes) {
      Arrays.fill(message, 0, 16, (byte) 0xff);
      message[16] = (byte) (message.length >>> 8);
      message[17] = (byte) message.length;
      message[18] = 2;
      message[21] = (byte) (attributes.length >>> 8);
      message[22] = (byte) attributes.length;
      System.arraycopy(attributes, 0, message, 23, attributes.length);
    }
  }

  /// What this neighbour's end makes of what it is sent.
  private final class Sink implements MessageSink {
    private final Negotiated there;
    private final UpdateReader heardBy = new UpdateReader();
    private final OpaqueCursor cursor = new OpaqueCursor();
    private final AttributeScan scan = new AttributeScan();

    Sink(Negotiated there) {
      this.there = there;
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public SharedMessages share(byte[] bytes, int length) {
      byte[] copy = Arrays.copyOf(bytes, length);
      return new Copy(copy);
    }

    @Override
    public void send(SharedMessages messages, int from, int to) {
      byte[] all = ((Copy) messages).bytes;
      int at = from;
      while (at < to) {
        int length = MessageFrame.length(all, at, to, there.messageBytesMax());
        if (MessageFrame.type(all, at) == MessageFrame.UPDATE) {
          message(all, at, at + length);
        }
        at += length;
      }
    }

    private void message(byte[] all, int from, int to) {
      Verdict verdict = heardBy.read(all, from, to, there);
      if (!(verdict instanceof Verdict.Intact)) {
        throw new AssertionError("sent what is " + verdict);
      }
      FAMILIES.stream().filter(heardBy::isEndOfRib).forEach(endOfRib::add);
      AddressFamily withdrawn = heardBy.withdrawn(cursor);
      while (withdrawn != null && cursor.next()) {
        heard.computeIfPresent(
            key(withdrawn, cursor),
            (_, paths) -> {
              paths.remove(cursor.pathId());
              return paths.isEmpty() ? null : paths;
            });
      }
      AddressFamily announced = heardBy.announced(cursor);
      scan.over(heardBy.attributes(), heardBy.attributesFrom(), heardBy.attributesTo());
      while (announced != null && cursor.next()) {
        announcements++;
        heard
            .computeIfAbsent(key(announced, cursor), _ -> new TreeMap<>())
            .put(
                cursor.pathId(),
                told(
                    cursor.text(),
                    scan.localPref(),
                    heardBy.nextHopIsV6(announced)
                        ? (int) heardBy.nextHopLow(announced)
                        : (int) (heardBy.nextHopHigh(announced) >>> 32)));
      }
    }
  }

  private static final class Copy implements MessageSink.SharedMessages {
    private final byte[] bytes;

    Copy(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int length() {
      return bytes.length;
    }

    @Override
    public void release() {
      // nothing is counted
    }
  }

  static String key(AddressFamily family, OpaqueCursor cursor) {
    return family + " " + java.util.HexFormat.of().formatHex(cursor.key(), 0, cursor.keyLength());
  }

  /// @param hop the last byte says who it is; 0 where there is none
  static String told(String text, int localPref, int hop) {
    return text + " from " + (hop & 0xff) + " at " + localPref;
  }
}
