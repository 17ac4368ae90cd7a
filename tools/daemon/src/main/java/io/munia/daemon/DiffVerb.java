package io.munia.daemon;

import io.munia.peering.change.Change;
import io.munia.peering.change.Changes;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import io.munia.peering.router.Router;
import io.munia.peering.text.Diagnostic;
import io.munia.peering.text.Parsed;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `diff`: what a reload would change if this file were the configuration, and what that costs.
/// Read as a reload reads it, by this user and in this environment, and nothing is done.
///
/// @param source the file that a reload reads
record DiffVerb(Router router, ConfigFile source) implements Verb {
  @Override
  public String name() {
    return "diff";
  }

  /// It opens files that the asker may have no business with.
  @Override
  public Access access() {
    return Access.WRITE;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("file");
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException {
    ConfigFile candidate;
    try {
      candidate =
          args.containsKey("file") ? source.at(Path.of(args.getOrDefault("file", ""))) : source;
    } catch (InvalidPathException e) {
      throw new VerbException(VerbException.USAGE, "'" + e.getInput() + "' is no path of a file");
    }
    Parsed parsed = candidate.parse();
    List<Change> changes =
        parsed instanceof Parsed.Usable(var next, _)
            ? Changes.between(router.config(), next).all()
            : List.of();
    return Json.object()
        .put("file", candidate.file().toString())
        .put("usable", parsed instanceof Parsed.Usable)
        .put("diagnostics", parsed.diagnostics().stream().map(DiffVerb::json).toList())
        .put("changes", changes.stream().map(DiffVerb::json).toList())
        .build();
  }

  private static Json json(Diagnostic diagnostic) {
    return Json.text(diagnostic.toString());
  }

  private static Json json(Change change) {
    return Json.object()
        .put("change", change.summary())
        .put("costs", change.apply().toString())
        .build();
  }
}
