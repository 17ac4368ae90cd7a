package io.munia.cli;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.dissect.Dissector;
import io.munia.bgp.dissect.Shape;
import io.munia.cli.Command.Invocation;
import io.munia.cli.capture.CaptureException;
import io.munia.cli.capture.Streams;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// `munia decode`: what bytes say, and what a session would do with them. Bytes come as hex on the
/// command line, or from a file or standard input, which are looked at: lines of JSON, a capture,
/// hex, or the bytes themselves.
final class Decode {
  /// Of a file or of standard input that is no list of lines.
  static final int INPUT_BYTES_MAX = 64 << 20;

  private static final int MESSAGE_BYTES_MAX = 65_535;
  private static final int MARKER = 0xff;
  private static final int MARKER_BYTES = 16;
  private static final int MAGIC_BYTES = 4;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Invocation invocation;
  private final Terminal terminal;
  private final Dissector dissector = new Dissector();

  private Decode(Invocation invocation, Terminal terminal) {
    this.invocation = invocation;
    this.terminal = terminal;
  }

  /// @param input standard input
  static ExitCode run(Invocation invocation, Terminal terminal, InputStream input) {
    try {
      return new Decode(invocation, terminal).run(input);
    } catch (Refused refused) {
      terminal.error(refused.sentence);
      return ExitCode.USAGE;
    } catch (IOException e) {
      terminal.error("cannot read: " + e.getMessage() + ".");
      return ExitCode.USAGE;
    }
  }

  /// What was given cannot be read.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final String sentence;

    Refused(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  private ExitCode run(InputStream input) throws Refused, IOException {
    Shape shape = shape();
    String operand = invocation.arguments().getOrDefault("input", "-");
    if (!operand.equals("-") && Hex.isHex(operand)) {
      return bytes(Hex.parse(operand), shape);
    }
    if (operand.equals("-")) {
      if (terminal.asksForInput()) {
        throw new Refused(
            "nothing to decode: give hex, a file, or standard input; 'munia decode --help' says"
                + " more.");
      }
      return stream(new BufferedInputStream(input), shape);
    }
    try (InputStream file = new BufferedInputStream(Files.newInputStream(Path.of(operand)))) {
      return stream(file, shape);
    } catch (InvalidPathException | NoSuchFileException _) {
      throw new Refused(
          Hex.hasOddDigits(operand)
              ? "hex with an odd number of digits: one is missing."
              : "'" + operand + "' is neither hex nor a file.");
    }
  }

  private ExitCode stream(InputStream in, Shape shape) throws Refused, IOException {
    in.mark(MAGIC_BYTES);
    boolean capture = Streams.isCapture(in.readNBytes(MAGIC_BYTES));
    in.reset();
    if (capture) {
      return capture(all(in), shape);
    }
    skipByteOrderMark(in);
    int first;
    do {
      in.mark(1);
      first = in.read();
    } while (first == ' ' || first == '\t' || first == '\n' || first == '\r');
    if (first < 0) {
      throw new Refused("nothing to decode: the input is empty.");
    }
    in.reset();
    if (first == MARKER) {
      return bytes(all(in), shape);
    }
    if (Character.digit(first, 16) < 0) {
      return new DecodeLines(terminal, shape).run(in);
    }
    byte[] all = all(in);
    String text = new String(all, StandardCharsets.US_ASCII);
    return text.contains("\n{") && !Hex.isHex(text)
        ? new DecodeLines(terminal, shape).run(new ByteArrayInputStream(all))
        : bytes(Hex.parse(text), shape);
  }

  /// Passes over what some editors put in front of UTF-8.
  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
  }

  private static byte[] all(InputStream in) throws Refused, IOException {
    byte[] all = in.readNBytes(INPUT_BYTES_MAX + 1);
    if (all.length > INPUT_BYTES_MAX) {
      throw new Refused(
          "the input has more than 64 MiB; for a capture, let tcpdump or editcap keep the part that"
              + " matters.");
    }
    return all;
  }

  private Shape shape() throws Refused {
    String addPath = invocation.arguments().getOrDefault("addpath", "");
    String remoteAs = invocation.arguments().getOrDefault("remote-as", "");
    return new Shape(
        !invocation.arguments().containsKey("as2"),
        addPath.isEmpty() ? Set.of() : families(addPath),
        !invocation.arguments().containsKey("ibgp"),
        invocation.arguments().containsKey("extended"),
        Shape.USUAL.families(),
        Shape.USUAL.extendedNextHop(),
        remoteAs.isEmpty() ? null : as(remoteAs));
  }

  private static Asn as(String text) throws Refused {
    try {
      return new Asn(Long.parseLong(text));
    } catch (IllegalArgumentException _) {
      throw new Refused("--remote-as: '" + text + "' is no AS number: 0 to 4294967295.");
    }
  }

  private static Set<AddressFamily> families(String list) throws Refused {
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    for (String name : list.split(",", -1)) {
      families.add(
          FamilyNames.family(name.strip())
              .orElseThrow(() -> new Refused("--addpath: '" + name + "' is no address family.")));
    }
    return families;
  }

  /// A stream of messages, or a list of path attributes.
  private ExitCode bytes(byte[] bytes, Shape shape) throws Refused {
    Negotiated session = shape.negotiated();
    if (bytes.length == 0) {
      throw new Refused("nothing to decode: there are no bytes.");
    }
    if (!beginsWithMarker(bytes)) {
      if (bytes.length > MESSAGE_BYTES_MAX - 64) {
        throw new Refused(
            bytes.length
                + " bytes without a marker in front are neither a message nor attributes.");
      }
      return print(dissector.attributes(bytes, 0, bytes.length, session), "");
    }
    ExitCode code = ExitCode.OK;
    int at = 0;
    while (at < bytes.length && code == ExitCode.OK) {
      Dissection message = dissector.message(bytes, at, bytes.length, session);
      code = print(message, message.bytes() == bytes.length ? "" : "byte " + at);
      at += message.bytes();
    }
    return code;
  }

  private static boolean beginsWithMarker(byte[] bytes) {
    for (int i = 0; i < Math.min(MARKER_BYTES, bytes.length); i++) {
      if (bytes[i] != (byte) MARKER) {
        return false;
      }
    }
    return true;
  }

  private ExitCode capture(byte[] file, Shape shape) throws Refused {
    Streams.Found found;
    try {
      found = Streams.read(file, Streams.PORT);
    } catch (CaptureException e) {
      throw new Refused(e.getMessage() + ".");
    }
    if (found.messages().isEmpty()) {
      throw new Refused(
          found.packets()
              + " packets, none of them with BGP messages (TCP port "
              + Streams.PORT
              + ").");
    }
    Sessions sessions = new Sessions(shape);
    for (Streams.Message message : found.messages()) {
      Dissection taken =
          dissector.message(
              message.bytes(), 0, message.bytes().length, sessions.of(message.flow()));
      sessions.saw(message, taken);
      print(
          taken,
          "packet "
              + message.packet()
              + "  "
              + message.flow()
              + (message.afterGap() ? "  (after bytes that were not captured)" : ""));
    }
    if (found.leftOut() > 0) {
      terminal.error(
          found.leftOut() + " packets left out: more than " + Streams.FLOWS_MAX + " directions.");
    }
    return ExitCode.OK;
  }

  /// @param where it was found; empty where it is all there is
  /// @return [ExitCode#FAILED] after a reset: a stream goes no further
  private ExitCode print(Dissection message, String where) {
    if (invocation.json()) {
      terminal.out().println(PrettyJson.write(DissectionJson.of(message, Optional.empty(), where)));
    } else {
      DissectionText.print(message, where, terminal);
    }
    return message.outcome() == Outcome.RESET ? ExitCode.FAILED : ExitCode.OK;
  }
}
