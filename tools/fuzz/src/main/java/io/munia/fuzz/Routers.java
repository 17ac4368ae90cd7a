package io.munia.fuzz;

import io.munia.ndp.Discard;
import io.munia.ndp.RouterMessage;
import io.munia.net.IpAddress;
import java.util.Arrays;

/// What routers say on a link.
final class Routers {
  private static final int SOURCE_BYTES = 16;

  private Routers() {}

  /// 16 bytes of who sent it, one of hop limit, and the message. What is taken came from the link,
  /// from a router where it is an advertisement, and is the same when it is written and read.
  static void read(byte[] bytes) {
    if (bytes.length <= SOURCE_BYTES) {
      return;
    }
    IpAddress from = IpAddress.of(Arrays.copyOf(bytes, SOURCE_BYTES));
    int hopLimit = bytes[SOURCE_BYTES] & 0xff;
    byte[] message = Arrays.copyOfRange(bytes, SOURCE_BYTES + 1, bytes.length);
    switch (RouterMessage.decode(message, message.length, from, hopLimit)) {
      case RouterMessage.Decoded.Message(RouterMessage said) -> {
        Broken.unless(hopLimit == RouterMessage.HOP_LIMIT, "a message from beyond the link");
        Broken.unless(
            said instanceof RouterMessage.Solicitation || RouterMessage.isRouters(from),
            "an advertisement from what is no router's address");
        byte[] written = said.encode();
        Broken.unless(written.length <= message.length, "a message longer than what was read");
        Broken.unless(
            RouterMessage.decode(written, written.length, from, hopLimit)
                    instanceof RouterMessage.Decoded.Message(RouterMessage again)
                && again.equals(said),
            "a message is another when it is written and read");
      }
      case RouterMessage.Decoded.Discarded(Discard why) ->
          Broken.unless(!why.toString().isEmpty(), "no reason");
    }
  }
}
