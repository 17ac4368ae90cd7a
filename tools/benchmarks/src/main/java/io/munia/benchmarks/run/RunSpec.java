package io.munia.benchmarks.run;

import io.munia.benchmarks.load.GeneratedTable;
import io.munia.benchmarks.speakers.Segment;
import io.munia.benchmarks.speakers.Speaker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The words of `bench run`.
public final class RunSpec {
  private static final int RUNS_MAX = 100;
  private static final int SECONDS_MAX = 3600;

  private RunSpec() {}

  public static CommandSpec spec() {
    CommandSpec run = CommandSpec.create();
    run.usageMessage()
        .description(
            "Puts muniad and other daemons through the same load, each started cold in a network"
                + " namespace of its own, in turns, and prints medians (least–most) and ratios.",
            "Scenarios: " + Scenario.explained() + ".",
            "Exits with 1 where a run failed.");
    run.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("this text")
            .build());
    run.addOption(
        OptionSpec.builder("--quick")
            .type(boolean.class)
            .description(
                "under 5 minutes: munia and bird, up to 3 runs, 200,000 routes for 1,000,000,"
                    + " 20,000 to 256 clients for 100,000")
            .build());
    run.addOption(many("--scenario", "NAME", "only this one; may be given again"));
    run.addOption(
        many("--speaker", "NAME", "only this one of " + names() + "; may be given again"));
    run.addOption(one("--routes", "N", "routes in every scenario"));
    run.addOption(one("--clients", "N[,N...]", "receivers of the fan-out (100,256)"));
    run.addOption(one("--senders", "N", "senders of the same routes (20)"));
    run.addOption(one("--runs", "N", "how often everybody has a turn (5; 3 with --quick)"));
    run.addOption(one("--seed", "N", "of the generated tables (1)"));
    run.addOption(one("--limit", "SECONDS", "for each thing that is waited for (120)"));
    run.addOption(
        one("--out", "FOLDER", "also write a line of JSON for each run to runs.jsonl there"));
    return run;
  }

  private static String names() {
    return Speaker.all().stream().map(Speaker::name).collect(Collectors.joining(", "));
  }

  private static OptionSpec one(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec many(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String[].class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// @throws IllegalArgumentException with a sentence
  static RunOptions options(ParseResult parsed) {
    boolean quick = parsed.matchedOptionValue("--quick", false);
    int senders = number(parsed, "--senders", 1, 200).orElse(20);
    List<Integer> receivers =
        Arrays.stream(words(parsed, "--clients"))
            .flatMap(words -> Arrays.stream(words.split(",", -1)))
            .map(word -> number("--clients", word, 1, Segment.CLIENTS_MAX - 2))
            .toList();
    return new RunOptions(
        quick,
        scenarios(parsed),
        speakers(parsed, quick),
        number(parsed, "--routes", 1, GeneratedTable.ROUTES_MAX),
        receivers,
        senders,
        number(parsed, "--runs", 1, RUNS_MAX).orElse(quick ? 3 : 5),
        number(parsed, "--seed", 0, Integer.MAX_VALUE).orElse(1),
        Duration.ofSeconds(number(parsed, "--limit", 1, SECONDS_MAX).orElse(120)),
        Optional.ofNullable(parsed.<@Nullable String>matchedOptionValue("--out", null))
            .map(Path::of));
  }

  private static Set<Scenario> scenarios(ParseResult parsed) {
    String[] words = parsed.matchedOptionValue("--scenario", new String[0]);
    Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
    for (String word : words) {
      scenarios.add(Scenario.of(word));
    }
    return scenarios.isEmpty() ? EnumSet.allOf(Scenario.class) : scenarios;
  }

  private static List<Speaker> speakers(ParseResult parsed, boolean quick) {
    List<String> words = List.of(parsed.matchedOptionValue("--speaker", new String[0]));
    for (String word : words) {
      if (Speaker.all().stream().noneMatch(speaker -> speaker.name().equals(word))) {
        throw new IllegalArgumentException("'" + word + "' is no speaker: " + names());
      }
    }
    List<String> wanted = words.isEmpty() && quick ? List.of("munia", "bird") : words;
    return Speaker.all().stream()
        .filter(speaker -> wanted.isEmpty() || wanted.contains(speaker.name()))
        .toList();
  }

  private static String[] words(ParseResult parsed, String option) {
    @Nullable String text = parsed.matchedOptionValue(option, null);
    return text == null ? new String[0] : new String[] {text};
  }

  private static Optional<Integer> number(ParseResult parsed, String option, int least, int most) {
    return Arrays.stream(words(parsed, option))
        .map(word -> number(option, word, least, most))
        .findFirst();
  }

  private static int number(String option, String word, int least, int most) {
    boolean digits = word.matches("[0-9]{1,9}");
    if (!digits || Integer.parseInt(word) < least || Integer.parseInt(word) > most) {
      throw new IllegalArgumentException(
          option + " " + word + ": a whole number from " + least + " to " + most + " would do");
    }
    return Integer.parseInt(word);
  }
}
