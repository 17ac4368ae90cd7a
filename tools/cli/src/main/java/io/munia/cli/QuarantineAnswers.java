package io.munia.cli;

import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.dissect.Dissector;
import io.munia.bgp.dissect.Shape;
import io.munia.cli.capture.CaptureWriter;
import io.munia.net.IpAddress;
import io.munia.peering.control.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// `munia quarantine`: messages that were not as they should be, taken apart here, or written to a
/// capture.
final class QuarantineAnswers {
  private QuarantineAnswers() {}

  static ExitCode print(Json.Obj result, Terminal terminal) {
    List<Json> messages = result.list("messages");
    if (messages.isEmpty()) {
      terminal.out().println(result.text("peer") + ": no malformed message so far.");
    }
    Dissector dissector = new Dissector();
    for (Json message : messages) {
      Json.Obj kept = Answers.asObject(message);
      byte[] bytes = bytes(kept);
      Dissection taken;
      try {
        taken =
            dissector.message(
                bytes, 0, bytes.length, DecodeLines.shape(kept, Shape.USUAL).negotiated());
      } catch (Decode.Refused refused) {
        terminal.error(refused.sentence());
        return ExitCode.FAILED;
      }
      DissectionText.print(
          taken.as(outcome(kept.text("verdict")), kept.text("error")),
          Human.duration(kept.number("ago-seconds")) + " ago",
          terminal);
    }
    return ExitCode.OK;
  }

  /// Writes all of them, the oldest first.
  static ExitCode write(Json.Obj result, String file, Terminal terminal) {
    List<Json> messages = result.list("messages");
    CaptureWriter capture = new CaptureWriter(IpAddress.parse(result.text("address")));
    for (Json message : messages.reversed()) {
      Json.Obj kept = Answers.asObject(message);
      capture.add(bytes(kept), Instant.parse(kept.text("at")));
    }
    try {
      Files.write(Path.of(file), capture.bytes());
    } catch (IOException | InvalidPathException _) {
      terminal.error("cannot write '" + file + "'.");
      return ExitCode.FAILED;
    }
    terminal.out().println(file + ": " + messages.size() + " messages");
    return ExitCode.OK;
  }

  private static byte[] bytes(Json.Obj kept) {
    return HexFormat.of().parseHex(kept.text("hex"));
  }

  private static Outcome outcome(String verdict) {
    return Outcome.valueOf(verdict.toUpperCase(Locale.ROOT));
  }
}
