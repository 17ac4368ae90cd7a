package io.munia.bfd;

/// A BFD control packet without authentication ([RFC 5880
/// §4.1](https://www.rfc-editor.org/rfc/rfc5880#section-4.1)).
///
/// @param diagnostic why the sender's state changed the last time
/// @param state the sender's
/// @param poll whether an answer with the F bit is wanted
/// @param last the F bit: the answer to a poll
/// @param controlPlaneIndependent the C bit: BFD outlives the sender's control plane
/// @param demand the D bit: the sender wants no periodic packets
/// @param detectMult so many intervals of silence mean down, 1 to 255
/// @param myDiscriminator the sender's name for the session, not 0
/// @param yourDiscriminator the receiver's; 0 where the sender does not know it
/// @param desiredMinTxMicros the sender would like to send so often; unsigned 32 bits
/// @param requiredMinRxMicros the sender can receive so often; 0: it wants nothing
/// @param requiredMinEchoRxMicros the same for echo packets; 0: none
public record BfdPacket(
    Diagnostic diagnostic,
    BfdState state,
    boolean poll,
    boolean last,
    boolean controlPlaneIndependent,
    boolean demand,
    int detectMult,
    int myDiscriminator,
    int yourDiscriminator,
    long desiredMinTxMicros,
    long requiredMinRxMicros,
    long requiredMinEchoRxMicros) {
  /// The mandatory part, which is all that is ever sent.
  public static final int BYTES = 24;

  private static final int VERSION = 1;
  private static final int AUTHENTICATED_BYTES_MIN = 26;
  private static final int POLL = 0x20;
  private static final int FINAL = 0x10;
  private static final int CONTROL_PLANE_INDEPENDENT = 0x08;
  private static final int AUTHENTICATION = 0x04;
  private static final int DEMAND = 0x02;
  private static final int MULTIPOINT = 0x01;

  /// What came of looking at some bytes.
  public sealed interface Decoded {
    record Packet(BfdPacket packet) implements Decoded {}

    record Discarded(Discard why) implements Decoded {}
  }

  /// Every check of [RFC 5880 §6.8.6](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.6) that
  /// needs no session, in its order. Never throws.
  ///
  /// @param length of the packet, at most the array's
  public static Decoded decode(byte[] bytes, int length) {
    if (length < BYTES) {
      return new Decoded.Discarded(Discard.SHORT);
    }
    int flags = bytes[1] & 0xff;
    boolean authenticated = (flags & AUTHENTICATION) != 0;
    int said = bytes[3] & 0xff;
    BfdState state = BfdState.of(flags >>> 6);
    int mine = int32(bytes, 4);
    int yours = int32(bytes, 8);
    if ((bytes[0] & 0xff) >>> 5 != VERSION) {
      return new Decoded.Discarded(Discard.VERSION);
    }
    if (said < (authenticated ? AUTHENTICATED_BYTES_MIN : BYTES)) {
      return new Decoded.Discarded(Discard.LENGTH_TOO_SMALL);
    }
    if (said > length) {
      return new Decoded.Discarded(Discard.LENGTH_TOO_LARGE);
    }
    if (bytes[2] == 0) {
      return new Decoded.Discarded(Discard.DETECT_MULT);
    }
    if ((flags & MULTIPOINT) != 0) {
      return new Decoded.Discarded(Discard.MULTIPOINT);
    }
    if (mine == 0) {
      return new Decoded.Discarded(Discard.MY_DISCRIMINATOR);
    }
    if (yours == 0 && state != BfdState.DOWN && state != BfdState.ADMIN_DOWN) {
      return new Decoded.Discarded(Discard.STATE_WITHOUT_SESSION);
    }
    if (authenticated) {
      return new Decoded.Discarded(Discard.AUTHENTICATION);
    }
    return new Decoded.Packet(
        new BfdPacket(
            new Diagnostic(bytes[0] & 0x1f),
            state,
            (flags & POLL) != 0,
            (flags & FINAL) != 0,
            (flags & CONTROL_PLANE_INDEPENDENT) != 0,
            (flags & DEMAND) != 0,
            bytes[2] & 0xff,
            mine,
            yours,
            int32(bytes, 12) & 0xffff_ffffL,
            int32(bytes, 16) & 0xffff_ffffL,
            int32(bytes, 20) & 0xffff_ffffL));
  }

  /// Writes the packet's [#BYTES] bytes.
  public void encode(byte[] into) {
    into[0] = (byte) (VERSION << 5 | diagnostic.code());
    into[1] =
        (byte)
            (state.number() << 6
                | (poll ? POLL : 0)
                | (last ? FINAL : 0)
                | (controlPlaneIndependent ? CONTROL_PLANE_INDEPENDENT : 0)
                | (demand ? DEMAND : 0));
    into[2] = (byte) detectMult;
    into[3] = BYTES;
    put(into, 4, myDiscriminator);
    put(into, 8, yourDiscriminator);
    put(into, 12, (int) desiredMinTxMicros);
    put(into, 16, (int) requiredMinRxMicros);
    put(into, 20, (int) requiredMinEchoRxMicros);
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  private static void put(byte[] into, int at, int value) {
    for (int i = 0; i < 4; i++) {
      into[at + i] = (byte) (value >>> 24 - 8 * i);
    }
  }
}
