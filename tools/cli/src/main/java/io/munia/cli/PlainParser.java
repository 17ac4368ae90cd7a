package io.munia.cli;

import io.munia.cli.Command.Invocation;
import io.munia.cli.Command.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the command lines that are right. Anything else (help, a mistake, a form it does not know)
/// is none of its business: [PicocliParser] takes over and says what there is to say. This way the
/// everyday verbs start without picocli, whose class files are too old to be archived and cost more
/// time than the question itself.
final class PlainParser {
  private final String[] words;
  private int at;
  private Optional<String> socket = Optional.empty();
  private boolean json;

  private PlainParser(String[] words) {
    this.words = words;
  }

  static Optional<Invocation> parse(String[] words) {
    return new PlainParser(words).parse();
  }

  private Optional<Invocation> parse() {
    while (at < words.length && words[at].startsWith("-")) {
      if (!general()) {
        return Optional.empty();
      }
    }
    Command command = command();
    if (command == null || command == Command.HELP || command == Command.COMPLETION) {
      return Optional.empty();
    }
    Map<String, String> arguments = new HashMap<>();
    while (at < words.length) {
      String word = words[at];
      if (!word.startsWith("-")) {
        if (command.operand().isEmpty()
            || arguments.putIfAbsent(command.operand().get().argument(), word) != null) {
          return Optional.empty();
        }
        at++;
      } else if (!general() && !own(command, arguments)) {
        return Optional.empty();
      }
    }
    return command
            .operand()
            .filter(operand -> operand.required() && !arguments.containsKey(operand.argument()))
            .isPresent()
        ? Optional.empty()
        : Optional.of(new Invocation(command, socket, json, arguments));
  }

  /// Takes one of the options that all verbs have, if one stands here.
  private boolean general() {
    if (words[at].equals("--json")) {
      json = true;
      at++;
      return true;
    }
    if (words[at].equals("--socket") && at + 1 < words.length) {
      socket = Optional.of(words[at + 1]);
      at += 2;
      return true;
    }
    return false;
  }

  private boolean own(Command command, Map<String, String> arguments) {
    for (Option option : command.options()) {
      if (!option.name().equals(words[at])) {
        continue;
      }
      if (!option.takesValue()) {
        arguments.put(option.argument(), "true");
        at++;
        return true;
      }
      if (at + 1 < words.length) {
        arguments.put(option.argument(), words[at + 1]);
        at += 2;
        return true;
      }
    }
    return false;
  }

  private @org.jspecify.annotations.Nullable Command command() {
    for (Command command : Command.values()) {
      String[] parts = command.words().split(" ", -1);
      if (at + parts.length <= words.length && matches(parts)) {
        at += parts.length;
        return command;
      }
    }
    return null;
  }

  private boolean matches(String[] parts) {
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].equals(words[at + i])) {
        return false;
      }
    }
    return true;
  }
}
