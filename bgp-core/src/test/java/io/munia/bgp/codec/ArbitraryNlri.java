package io.munia.bgp.codec;

import io.munia.net.AddressFamily;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Seeded NLRI of the families whose destinations are no prefixes, intact and in the form that this
/// speaker writes itself, host bits being 0.
final class ArbitraryNlri {
  static final List<AddressFamily> FAMILIES =
      Arrays.stream(AddressFamily.values()).filter(family -> !family.isUnicast()).toList();

  private final Random random;

  ArbitraryNlri(Random random) {
    this.random = random;
  }

  byte[] nlri(AddressFamily family) {
    return switch (family) {
      case IPV4_UNICAST, IPV6_UNICAST -> throw new IllegalArgumentException(family + "");
      case IPV4_MULTICAST, IPV6_MULTICAST -> prefix(0, family.version().bits());
      case IPV4_LABELED_UNICAST, IPV6_LABELED_UNICAST -> prefix(3, family.version().bits());
      case IPV4_VPN, IPV6_VPN -> prefix(3 + 8, family.version().bits());
      case RT_CONSTRAIN ->
          random.nextInt(4) == 0 ? new byte[] {0} : prefix(4, 64); // origin AS, a route target
      case L2VPN_EVPN -> evpn();
      case IPV4_FLOWSPEC, IPV6_FLOWSPEC -> flowSpec(family.version().bytes());
      case LINK_STATE -> linkState();
    };
  }

  /// @param fixed bytes that are always there, before the prefix
  private byte[] prefix(int fixed, int bitsMax) {
    int bits = random.nextInt(bitsMax + 1);
    byte[] nlri = bytes(1 + fixed + (bits + 7 >>> 3));
    nlri[0] = (byte) (8 * fixed + bits);
    if ((bits & 7) != 0) {
      nlri[nlri.length - 1] &= (byte) (0xff00 >>> (bits & 7));
    }
    return nlri;
  }

  private byte[] evpn() {
    int address = random.nextBoolean() ? 4 : 16;
    int type = 1 + random.nextInt(6);
    byte[] body =
        switch (type) {
          case 1 -> bytes(25);
          case 2 -> {
            int host = random.nextInt(3) == 0 ? 0 : address;
            byte[] route = bytes(30 + host + 3 * (1 + random.nextInt(2)));
            route[22] = 48;
            route[29] = (byte) (8 * host);
            yield route;
          }
          case 3 -> withBits(13, address);
          case 4 -> withBits(19, address);
          case 5 -> {
            byte[] route = bytes(address == 4 ? 34 : 58);
            route[22] = (byte) random.nextInt(8 * address + 1);
            yield route;
          }
          default -> bytes(random.nextInt(256));
        };
    byte[] nlri = new byte[2 + body.length];
    nlri[0] = (byte) (type == 6 ? 6 + random.nextInt(250) : type);
    nlri[1] = (byte) body.length;
    System.arraycopy(body, 0, nlri, 2, body.length);
    return nlri;
  }

  private byte[] withBits(int before, int address) {
    byte[] route = bytes(before + address);
    route[before - 1] = (byte) (8 * address);
    return route;
  }

  byte[] flowSpec(int version) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int last = version == 16 ? FlowSpec.FLOW_LABEL : FlowSpec.FRAGMENT;
    boolean long_ = random.nextInt(8) == 0;
    for (int type = 1; type <= last; type++) {
      if (random.nextInt(3) > 0 && (type < last || content.size() > 0)) {
        continue;
      }
      content.write(type);
      if (type <= FlowSpec.SOURCE) {
        int bits = 1 + random.nextInt(8 * version);
        int offset = version == 16 ? random.nextInt(bits) : 0;
        content.write(bits);
        if (version == 16) {
          content.write(offset);
        }
        content.writeBytes(bytes(bits - offset + 7 >>> 3));
      } else {
        int values = 1 + random.nextInt(long_ ? 100 : 4);
        for (int i = 1; i <= values; i++) {
          int size = random.nextInt(4);
          content.write(random.nextInt(128) & 0x4f | size << 4 | (i == values ? 0x80 : 0));
          content.writeBytes(bytes(1 << size));
        }
      }
    }
    byte[] bytes = content.toByteArray();
    if (bytes.length > 0xfff) {
      return flowSpec(version);
    }
    int header = bytes.length < FlowSpec.LONG ? 1 : 2;
    byte[] nlri = new byte[header + bytes.length];
    if (header == 1) {
      nlri[0] = (byte) bytes.length;
    } else {
      Wire.put16(nlri, 0, 0xf000 | bytes.length);
    }
    System.arraycopy(bytes, 0, nlri, header, bytes.length);
    return nlri;
  }

  private byte[] linkState() {
    int type = 1 + random.nextInt(7);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(bytes(9));
    int tlv = 256;
    for (int i = random.nextInt(4); i > 0; i--) {
      tlv += random.nextInt(6);
      byte[] value = bytes(random.nextInt(20));
      body.write(tlv >>> 8);
      body.write(tlv);
      body.write(0);
      body.write(value.length);
      body.writeBytes(value);
    }
    byte[] nlri = new byte[4 + body.size()];
    Wire.put16(nlri, 0, type);
    Wire.put16(nlri, 2, body.size());
    System.arraycopy(body.toByteArray(), 0, nlri, 4, body.size());
    return nlri;
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
