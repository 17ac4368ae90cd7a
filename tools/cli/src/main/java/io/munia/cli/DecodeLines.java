package io.munia.cli;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.dissect.Dissector;
import io.munia.bgp.dissect.Shape;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.peering.control.Json;
import io.munia.peering.control.JsonText;
import io.munia.peering.control.MalformedLineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lines of `munia decode`: an object in, an object out, in order. Whoever waits for an answer
/// before it asks again gets it; a line that cannot be read has an answer too, and the next line
/// goes on.
final class DecodeLines {
  static final int LINE_BYTES_MAX = 1 << 20;

  /// Different sessions that are kept worked out.
  private static final int SESSIONS_MAX = 1024;

  private final Terminal terminal;
  private final Shape usual;
  private final Dissector dissector = new Dissector();
  private final Map<Shape, Negotiated> sessions = new HashMap<>();

  /// @param usual where a line does not say
  DecodeLines(Terminal terminal, Shape usual) {
    this.terminal = terminal;
    this.usual = usual;
  }

  ExitCode run(InputStream in) throws IOException {
    boolean understood = true;
    Optional<String> line = line(in);
    while (line.isPresent() && !terminal.out().checkError()) {
      if (!line.get().isBlank()) {
        understood &= answer(line.get());
        if (in.available() == 0) {
          terminal.out().flush();
        }
      }
      line = line(in);
    }
    return understood ? ExitCode.OK : ExitCode.USAGE;
  }

  /// The next line, or what there is of one that is too long: the rest of it is skipped.
  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() <= LINE_BYTES_MAX) {
        line.write(next);
      }
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  private boolean answer(String line) {
    Json id = new Json.Null();
    try {
      if (line.length() > LINE_BYTES_MAX) {
        throw new Decode.Refused("the line has more than 1 MiB.");
      }
      if (!(JsonText.readAny(line) instanceof Json.Obj question)) {
        throw new Decode.Refused("the line is no JSON object.");
      }
      id = question.get("id").orElse(id);
      terminal.out().println(JsonText.write(answer(question, id)));
      return true;
    } catch (MalformedLineException e) {
      refused(id, String.valueOf(e.getMessage()));
    } catch (Decode.Refused e) {
      refused(id, e.sentence());
    }
    return false;
  }

  /// It is no message of any session: there is no verdict.
  private void refused(Json id, String sentence) {
    terminal
        .out()
        .println(
            JsonText.write(
                Json.object()
                    .put("id", id)
                    .put("verdict", new Json.Null())
                    .put("code", 0)
                    .put("subcode", 0)
                    .put("attributes", List.of())
                    .put("announce", List.of())
                    .put("withdraw", List.of())
                    .put("error", sentence)
                    .build()));
  }

  private Json.Obj answer(Json.Obj question, Json id) throws Decode.Refused {
    if (!(question.get("hex").orElse(null) instanceof Json.Text(String hex))) {
      throw new Decode.Refused("'hex' is missing: the message in hex.");
    }
    byte[] bytes = Hex.parse(hex);
    if (sessions.size() == SESSIONS_MAX) {
      sessions.clear();
    }
    Negotiated session = sessions.computeIfAbsent(shape(question, usual), Shape::negotiated);
    Dissection message = dissector.message(bytes, 0, bytes.length, session);
    int at = message.bytes();
    if (at < bytes.length && message.outcome() != Outcome.RESET) {
      message = dissector.message(bytes, at, bytes.length, session);
      if (message.outcome() != Outcome.RESET) {
        throw new Decode.Refused(
            "'hex' holds more than one message: the first has " + at + " bytes.");
      }
    }
    return DissectionJson.of(message, Optional.of(id), "");
  }

  /// How the session encodes that an object speaks of.
  static Shape shape(Json.Obj question, Shape usual) throws Decode.Refused {
    return new Shape(
        truth(question, "as4", usual.fourOctetAs()),
        families(question, "addpath", usual.addPath()),
        truth(question, "ebgp", usual.external()),
        truth(question, "extended", usual.extendedMessage()),
        families(question, "families", usual.families()),
        families(question, "extended-next-hop", usual.extendedNextHop()),
        question.get("remote-as").isPresent() ? as(question) : usual.remoteAs());
  }

  private static boolean truth(Json.Obj question, String member, boolean otherwise)
      throws Decode.Refused {
    return switch (question.get(member).orElse(new Json.Null())) {
      case Json.Bool(boolean value) -> value;
      case Json.Null() -> otherwise;
      default -> throw new Decode.Refused("'" + member + "' is true or false.");
    };
  }

  private static Set<AddressFamily> families(
      Json.Obj question, String member, Set<AddressFamily> otherwise) throws Decode.Refused {
    Json value = question.get(member).orElse(new Json.Null());
    if (value instanceof Json.Null) {
      return otherwise;
    }
    if (!(value instanceof Json.Arr(var names))) {
      throw new Decode.Refused("'" + member + "' is a list of address families.");
    }
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    for (Json name : names) {
      families.add(
          Optional.of(name)
              .filter(Json.Text.class::isInstance)
              .flatMap(text -> FamilyNames.family(((Json.Text) text).value()))
              .orElseThrow(() ->
                  new Decode.Refused(
                      "'" + member + "': " + JsonText.write(name) + " is no address family.")));
    }
    return families;
  }

  private static Asn as(Json.Obj question) throws Decode.Refused {
    long number = question.number("remote-as");
    if (number < 1 || number > 0xffff_ffffL) {
      throw new Decode.Refused("'remote-as' is an AS number, 1 to 4294967295.");
    }
    return new Asn(number);
  }
}
