package io.munia.cli;

import io.munia.cli.Command.Invocation;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads any command line with picocli, over the table of [Command]: help, completion, and a
/// sentence for each mistake.
final class PicocliParser {
  private static final int HELP_COLUMNS_MAX = 100;

  private final CommandLine line;
  private final Terminal terminal;

  PicocliParser(Terminal terminal) {
    this.terminal = terminal;
    CommandSpec root = CommandSpec.create().name("munia");
    root.usageMessage()
        .description("Asks a running muniad, and checks configurations.")
        .width(Math.clamp(terminal.columns(), 60, HELP_COLUMNS_MAX))
        .synopsisSubcommandLabel("VERB")
        .commandListHeading("%nVerbs:%n")
        .optionListHeading("%nOptions, before or after the verb:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer(
            "",
            "The socket is --socket, else $MUNIA_SOCKET, else " + ControlClient.SOCKET + ".",
            "Colours only on a terminal, and not where NO_COLOR is set.");
    addGeneral(root);
    for (Command command : Command.values()) {
      add(root, command);
    }
    line = new CommandLine(root).setUsageHelpAutoWidth(false).setAbbreviatedOptionsAllowed(false);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new java.util.LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.meaning());
    }
    return codes;
  }

  private static void addGeneral(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--socket")
            .type(String.class)
            .paramLabel("PATH")
            .description("the daemon's control socket")
            .build());
    spec.addOption(
        OptionSpec.builder("--json")
            .type(boolean.class)
            .description("the answer as JSON, for programs")
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("this text")
            .build());
  }

  private static void add(CommandSpec root, Command command) {
    CommandSpec parent = root;
    String[] words = command.words().split(" ", -1);
    for (int i = 0; i < words.length - 1; i++) {
      CommandLine known = parent.subcommands().get(words[i]);
      if (known == null) {
        CommandSpec group = CommandSpec.create();
        group
            .usageMessage()
            .description("Address blocks and the addresses in them")
            .synopsisSubcommandLabel("VERB")
            .commandListHeading("%nVerbs:%n");
        addGeneral(group);
        parent.addSubcommand(words[i], group);
        parent = group;
      } else {
        parent = known.getCommandSpec();
      }
    }
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    spec.usageMessage().description(command.summary());
    addGeneral(spec);
    command
        .operand()
        .ifPresent(operand ->
            spec.addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .arity(operand.required() ? "1" : "0..1")
                    .required(operand.required())
                    .type(String.class)
                    .paramLabel(operand.label())
                    .description(operand.description())
                    .build()));
    for (Command.Option option : command.options()) {
      OptionSpec.Builder builder = OptionSpec.builder(option.name());
      builder.description(option.description());
      spec.addOption(
          option.takesValue()
              ? builder.type(String.class).paramLabel(option.label()).build()
              : builder.type(boolean.class).build());
    }
    parent.addSubcommand(words[words.length - 1], spec);
  }

  /// What came of a command line that [PlainParser] left alone.
  sealed interface Result {
    /// It was right.
    record Understood(Invocation invocation) implements Result {}

    /// All is said and printed.
    record Ended(ExitCode code) implements Result {}
  }

  Result parse(String... words) {
    ParseResult parsed;
    try {
      parsed = line.parseArgs(words);
    } catch (ParameterException e) {
      terminal.error(sentence(e));
      return new Result.Ended(ExitCode.USAGE);
    }
    ParseResult last = parsed;
    for (ParseResult here = parsed; here != null; here = here.subcommand()) {
      last = here;
      if (here.isUsageHelpRequested()) {
        return usage(here.commandSpec().commandLine(), ExitCode.OK);
      }
    }
    return last.commandSpec().userObject() instanceof Command command
        ? understood(command, parsed, last)
        : usage(last.commandSpec().commandLine(), ExitCode.USAGE);
  }

  private Result understood(Command command, ParseResult first, ParseResult last) {
    if (command == Command.HELP) {
      return usage(line, ExitCode.OK);
    }
    if (command == Command.COMPLETION) {
      terminal.out().println(AutoComplete.bash("munia", line));
      return new Result.Ended(ExitCode.OK);
    }
    Optional<String> socket = Optional.empty();
    boolean json = false;
    for (ParseResult here = first; here != null; here = here.subcommand()) {
      json |= here.matchedOptionValue("--json", false);
      @Nullable String given = here.matchedOptionValue("--socket", null);
      socket = given == null ? socket : Optional.of(given);
    }
    return new Result.Understood(new Invocation(command, socket, json, arguments(command, last)));
  }

  private static Map<String, String> arguments(Command command, ParseResult parsed) {
    Map<String, String> arguments = new HashMap<>();
    command
        .operand()
        .ifPresent(operand -> {
          @Nullable String given = parsed.matchedPositionalValue(0, null);
          if (given != null) {
            arguments.put(operand.argument(), given);
          }
        });
    for (Command.Option option : command.options()) {
      if (option.takesValue()) {
        @Nullable String given = parsed.matchedOptionValue(option.name(), null);
        if (given != null) {
          arguments.put(option.argument(), given);
        }
      } else if (parsed.matchedOptionValue(option.name(), false)) {
        arguments.put(option.argument(), "true");
      }
    }
    return arguments;
  }

  private Result usage(CommandLine of, ExitCode code) {
    PrintWriter to = code == ExitCode.OK ? terminal.out() : terminal.err();
    of.usage(to);
    to.flush();
    return new Result.Ended(code);
  }

  private static String sentence(ParameterException mistake) {
    String name = mistake.getCommandLine().getCommandSpec().qualifiedName();
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      List<String> near = unmatched.getSuggestions();
      String what =
          mistake.getCommandLine().getSubcommands().isEmpty() || unmatched.isUnknownOption()
              ? "'" + word + "' is not understood"
              : "there is no verb '" + word + "'";
      return what
          + (near.isEmpty()
              ? "; '" + name + " --help' says what is"
              : ": did you mean '" + String.join("', '", near.subList(0, 1)) + "'?");
    }
    String message = String.valueOf(mistake.getMessage());
    return message + "; '" + name + " --help' says more";
  }
}
