package io.munia.cli;

import io.munia.cli.Command.Invocation;
import io.munia.peering.control.Json;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Diagnostic;
import io.munia.peering.text.Parsed;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads a configuration as muniad would, and says what it would say.
final class Check {
  private Check() {}

  static ExitCode run(Invocation invocation, Terminal terminal, Map<String, String> environment) {
    String file = invocation.arguments().getOrDefault("file", "");
    Parsed parsed;
    try {
      parsed = ConfigReader.read(Path.of(file), environment);
    } catch (InvalidPathException _) {
      terminal.error("'" + file + "' is no path of a file.");
      return ExitCode.USAGE;
    }
    if (invocation.json()) {
      terminal.out().println(PrettyJson.write(json(file, parsed)));
    } else {
      for (Diagnostic diagnostic : parsed.diagnostics()) {
        terminal.err().println(diagnostic);
      }
      if (parsed instanceof Parsed.Usable(PeeringConfig config, _)) {
        terminal.out().println(file + ": ok, " + summary(config));
      }
    }
    return switch (parsed) {
      case Parsed.Usable _ -> ExitCode.OK;
      case Parsed.Refused _ -> ExitCode.USAGE;
    };
  }

  private static String summary(PeeringConfig config) {
    return counted(config.peers().size(), "peer")
        + (config.dynamic().isEmpty()
            ? ""
            : ", " + counted(config.dynamic().size(), "dynamic range"))
        + (config.routes().isEmpty() ? "" : ", " + counted(config.routes().size(), "static route"));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static Json.Obj json(String file, Parsed parsed) {
    List<Json.Obj> diagnostics =
        parsed.diagnostics().stream()
            .map(found ->
                Json.object()
                    .put("severity", found.isError() ? "error" : "warning")
                    .put("file", found.file())
                    .put("line", found.line())
                    .put("path", found.path())
                    .put("found", found.found())
                    .put("would-do", found.wouldDo())
                    .build())
            .toList();
    return Json.object()
        .put("file", file)
        .put("ok", parsed instanceof Parsed.Usable)
        .put("diagnostics", diagnostics)
        .build();
  }
}
