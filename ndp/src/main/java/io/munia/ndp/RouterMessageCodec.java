package io.munia.ndp;

import io.munia.ndp.RouterMessage.Advertisement;
import io.munia.ndp.RouterMessage.Decoded;
import io.munia.ndp.RouterMessage.Solicitation;
import io.munia.net.IpAddress;
import java.util.Optional;

/// Bytes of [RouterMessage].
final class RouterMessageCodec {
  private static final int SOLICITATION = 133;
  private static final int ADVERTISEMENT = 134;
  private static final int SOLICITATION_BYTES = 8;
  private static final int ADVERTISEMENT_BYTES = 16;

  /// Options are counted in units of so many bytes ([RFC 4861
  /// §4.6](https://www.rfc-editor.org/rfc/rfc4861#section-4.6)).
  private static final int UNIT_BYTES = 8;

  private static final int SOURCE_LINK_ADDRESS = 1;

  private RouterMessageCodec() {}

  static Decoded decode(byte[] bytes, int length, IpAddress from, int hopLimit) {
    if (hopLimit != RouterMessage.HOP_LIMIT) {
      return new Decoded.Discarded(Discard.HOP_LIMIT);
    }
    if (length < SOLICITATION_BYTES) {
      return new Decoded.Discarded(Discard.SHORT);
    }
    return switch (bytes[0] & 0xff) {
      case ADVERTISEMENT -> advertisement(bytes, length, from);
      case SOLICITATION -> solicitation(bytes, length, from);
      default -> new Decoded.Discarded(Discard.TYPE);
    };
  }

  private static Decoded advertisement(byte[] bytes, int length, IpAddress from) {
    if (!RouterMessage.isRouters(from)) {
      return new Decoded.Discarded(Discard.SOURCE);
    }
    if (length < ADVERTISEMENT_BYTES) {
      return new Decoded.Discarded(Discard.SHORT);
    }
    if (bytes[1] != 0) {
      return new Decoded.Discarded(Discard.CODE);
    }
    return switch (options(bytes, ADVERTISEMENT_BYTES, length)) {
      case Options.Wrong(Discard why) -> new Decoded.Discarded(why);
      case Options.Read(boolean _, Optional<MacAddress> source) ->
          new Decoded.Message(
              new Advertisement(
                  bytes[4] & 0xff,
                  bytes[5] & 0xff,
                  (bytes[6] & 0xff) << 8 | bytes[7] & 0xff,
                  uint32(bytes, 8),
                  uint32(bytes, 12),
                  source));
    };
  }

  private static Decoded solicitation(byte[] bytes, int length, IpAddress from) {
    if (from.isMulticast()) {
      return new Decoded.Discarded(Discard.SOURCE);
    }
    if (bytes[1] != 0) {
      return new Decoded.Discarded(Discard.CODE);
    }
    return switch (options(bytes, SOLICITATION_BYTES, length)) {
      case Options.Wrong(Discard why) -> new Decoded.Discarded(why);
      case Options.Read(boolean said, Optional<MacAddress> source) ->
          said && from.isUnspecified()
              ? new Decoded.Discarded(Discard.LINK_ADDRESS)
              : new Decoded.Message(new Solicitation(source));
    };
  }

  private sealed interface Options {
    /// @param said whether there is a source link-layer address of any length
    record Read(boolean said, Optional<MacAddress> source) implements Options {}

    record Wrong(Discard why) implements Options {}
  }

  private static Options options(byte[] bytes, int begin, int end) {
    boolean said = false;
    Optional<MacAddress> source = Optional.empty();
    int at = begin;
    while (at < end) {
      if (end - at < 2) {
        return new Options.Wrong(Discard.OPTION_CUT);
      }
      int size = (bytes[at + 1] & 0xff) * UNIT_BYTES;
      if (size == 0) {
        return new Options.Wrong(Discard.OPTION_EMPTY);
      }
      if (size > end - at) {
        return new Options.Wrong(Discard.OPTION_CUT);
      }
      if ((bytes[at] & 0xff) == SOURCE_LINK_ADDRESS && !said) {
        said = true;
        source =
            size == UNIT_BYTES ? Optional.of(MacAddress.read(bytes, at + 2)) : Optional.empty();
      }
      at += size;
    }
    return new Options.Read(said, source);
  }

  static byte[] encode(RouterMessage message) {
    int fixed =
        switch (message) {
          case Advertisement _ -> ADVERTISEMENT_BYTES;
          case Solicitation _ -> SOLICITATION_BYTES;
        };
    byte[] bytes = new byte[fixed + (message.source().isPresent() ? UNIT_BYTES : 0)];
    switch (message) {
      case Advertisement said -> {
        bytes[0] = (byte) ADVERTISEMENT;
        bytes[4] = (byte) said.hopLimit();
        bytes[5] = (byte) said.flags();
        bytes[6] = (byte) (said.lifetimeSeconds() >>> 8);
        bytes[7] = (byte) said.lifetimeSeconds();
        put(bytes, 8, said.reachableMillis());
        put(bytes, 12, said.retransMillis());
      }
      case Solicitation _ -> bytes[0] = (byte) SOLICITATION;
    }
    message
        .source()
        .ifPresent(mac -> {
          bytes[fixed] = SOURCE_LINK_ADDRESS;
          bytes[fixed + 1] = 1;
          mac.write(bytes, fixed + 2);
        });
    return bytes;
  }

  private static long uint32(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  private static void put(byte[] into, int at, long value) {
    for (int i = 0; i < 4; i++) {
      into[at + i] = (byte) (value >>> 24 - 8 * i);
    }
  }
}
