package io.munia.cli;

import io.munia.cli.Command.Invocation;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;

/// `munia decode` without a process.
public final class Decoding {
  private Decoding() {}

  /// What `munia decode` prints for this standard input, on either of its outputs, in 80 columns.
  public static String printed(InputStream input) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Decode.run(
        new Invocation(Command.DECODE, Optional.empty(), false, Map.of()),
        new Terminal(out, out, Terminal.COLUMNS, false),
        input);
    out.flush();
    return text.toString();
  }
}
