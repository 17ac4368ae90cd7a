package io.munia.cli;

import io.munia.cli.Command.Invocation;
import io.munia.peering.control.Json;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The command `munia`: one question, one answer.
public final class Munia {
  private final Terminal terminal;
  private final Map<String, String> environment;

  Munia(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /// Ends the process with one of the numbers that `munia --help` lists.
  public static void main(String[] words) {
    Map<String, String> environment = System.getenv();
    ExitCode code = new Munia(Terminal.ofProcess(environment), environment).run(words);
    Runtime.getRuntime().halt(code.number());
  }

  ExitCode run(String... words) {
    ExitCode code = dispatch(words);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  private ExitCode dispatch(String[] words) {
    Optional<Invocation> plain = PlainParser.parse(words);
    if (plain.isPresent()) {
      return carryOut(plain.get());
    }
    return switch (new PicocliParser(terminal).parse(words)) {
      case PicocliParser.Result.Understood(Invocation invocation) -> carryOut(invocation);
      case PicocliParser.Result.Ended(ExitCode code) -> code;
    };
  }

  private ExitCode carryOut(Invocation invocation) {
    if (invocation.command() == Command.CHECK) {
      return Check.run(invocation, terminal, environment);
    }
    if (invocation.command() == Command.DECODE) {
      return Decode.run(invocation, terminal, System.in);
    }
    if (invocation.command() == Command.VERSION) {
      terminal.out().println("munia " + version());
      return ExitCode.OK;
    }
    String verb = invocation.command().wireVerb().orElseThrow();
    Path socket;
    try {
      socket = ControlClient.socket(invocation.socket(), environment);
    } catch (InvalidPathException e) {
      terminal.error("'" + e.getInput() + "' is no path of a socket.");
      return ExitCode.USAGE;
    }
    try {
      return ask(socket, verb, invocation.with(seenFromThere(invocation.arguments())));
    } catch (InvalidPathException e) {
      terminal.error("'" + e.getInput() + "' is no path of a file.");
      return ExitCode.USAGE;
    }
  }

  private ExitCode ask(Path socket, String verb, Invocation first) {
    Optional<Invocation> next = Optional.of(first);
    ExitCode code = ExitCode.OK;
    while (next.isPresent() && code == ExitCode.OK && !terminal.out().checkError()) {
      Invocation asked = next.get();
      next = Optional.empty();
      switch (ControlClient.ask(socket, new Request(verb, Pages.question(asked)))) {
        case ControlClient.Reply.Unreachable(String sentence) -> {
          terminal.error(sentence);
          code = ExitCode.UNREACHABLE;
        }
        case ControlClient.Reply.Answered(Response.Failed(String error, int exit)) -> {
          terminal.error(error);
          code = exit == ExitCode.USAGE.number() ? ExitCode.USAGE : ExitCode.FAILED;
        }
        case ControlClient.Reply.Answered(Response.Done(Json.Obj result)) -> {
          code = print(asked, result);
          next = Pages.next(asked, result);
        }
      }
    }
    return code;
  }

  /// The daemon has a working directory of its own.
  private static Map<String, String> seenFromThere(Map<String, String> arguments) {
    Map<String, String> seen = new HashMap<>(arguments);
    seen.computeIfPresent(
        "file", (_, file) -> Path.of(file).toAbsolutePath().normalize().toString());
    return seen;
  }

  private ExitCode print(Invocation invocation, Json.Obj result) {
    if (invocation.json()) {
      terminal.out().println(PrettyJson.write(result));
      return ExitCode.OK;
    }
    return Answers.print(invocation, result, terminal);
  }

  static String version() {
    String version = Munia.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
