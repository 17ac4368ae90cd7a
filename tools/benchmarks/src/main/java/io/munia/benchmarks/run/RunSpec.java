package io.munia.benchmarks.run;

import io.munia.benchmarks.load.GeneratedTable;
import io.munia.benchmarks.report.Scenario;
import io.munia.benchmarks.speakers.Speaker;
import io.munia.net.AddressFamily;
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

/// The words of `bench run`, `bench sweep` and `bench all`.
public final class RunSpec {
  private static final int RUNS_MAX = 100;
  private static final int SECONDS_MAX = 3600;
  private static final int MINUTES_MAX = 24 * 60;

  /// Of either kind: senders need markers, clients addresses.
  private static final int CLIENTS_MAX = 500;

  private RunSpec() {}

  /// One life of each speaker after another.
  public static CommandSpec run() {
    CommandSpec run = CommandSpec.create();
    run.usageMessage()
        .description(
            "Puts muniad and other daemons through the same load, each started cold in a network"
                + " namespace of its own, in turns, and prints medians (least–most) and ratios.",
            "Scenarios: " + Scenario.explained() + ".",
            "Exits with 1 where a run failed; who is over the limit has not failed.");
    run.addOption(
        flag(
            "--quick",
            "under 5 minutes: munia and bird, up to 3 runs, 200,000 routes for 1,000,000, 20,000 to"
                + " 256 clients for 100,000; without come-and-go, which waits for minutes, unless"
                + " it is named"));
    run.addOption(one("--routes", "N", "routes in every scenario"));
    run.addOption(one("--clients", "N[,N...]", "receivers of the fan-out (100,256)"));
    run.addOption(one("--senders", "N", "senders of the same routes (20)"));
    run.addOption(one("--runs", "N", "how often everybody has a turn (5; 3 with --quick)"));
    run.addOption(one("--limit", "SECONDS", "for each thing that is waited for (120)"));
    run.addOption(one("--within", "MINUTES", "for everything; what is left then is named"));
    run.addOption(
        one("--out", "FOLDER", "also write a line of JSON for each run and a page there"));
    return common(run);
  }

  /// The same at many sizes.
  public static CommandSpec sweep() {
    CommandSpec sweep = CommandSpec.create();
    sweep
        .usageMessage()
        .description(
            "Measures how the scenarios grow with clients and with routes, writes every point to"
                + " FOLDER/points.jsonl and draws FOLDER/SCENARIO.svg.",
            "Who is over the limit at one size, or would be far over it at the next, is not put"
                + " through larger ones, and the plot says so. come-and-go has no plot: it is a"
                + " matter of one size.");
    sweep.addOption(flag("--quick", "small sizes, one run, munia and bird"));
    sweep.addOption(one("--routes", "N[,N...]", "sizes of tables (10000,100000,1000000)"));
    sweep.addOption(one("--clients", "N[,N...]", "numbers of clients (1,10,50,100,250)"));
    sweep.addOption(one("--runs", "N", "how often everybody has a turn (3; 1 with --quick)"));
    sweep.addOption(one("--limit", "SECONDS", "for each thing that is waited for (60)"));
    sweep.addOption(one("--within", "MINUTES", "for everything (60); what is left then is named"));
    sweep.addOption(out());
    return common(sweep);
  }

  /// Both, with everybody, and the page.
  public static CommandSpec all() {
    CommandSpec all = CommandSpec.create();
    all.usageMessage()
        .description(
            "What `tools/bench` alone does: `run` and `sweep` with everybody, and a page of it all,"
                + " FOLDER/page.md. It takes an hour or more. Everything is measured once before"
                + " anything is repeated.");
    all.addOption(one("--runs", "N", "how often everybody has a turn (5, of a series 3)"));
    all.addOption(one("--limit", "SECONDS", "for each thing that is waited for (120, 60)"));
    all.addOption(one("--within", "MINUTES", "for everything (90); what is left then is named"));
    all.addOption(out());
    return common(all);
  }

  private static CommandSpec common(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("this text")
            .build());
    spec.addOption(many("--scenario", "NAME", "only this one; may be given again"));
    spec.addOption(
        many("--speaker", "NAME", "only this one of " + names() + "; may be given again"));
    spec.addOption(one("--family", "FAMILY", "ipv4, ipv6 or both (ipv4, or what the table has)"));
    spec.addOption(
        one("--table", "FILE", "a recorded table (MRT, plain, .gz or .bz2) for the made-up one"));
    spec.addOption(one("--seed", "N", "of made-up tables (1)"));
    return spec;
  }

  private static OptionSpec out() {
    return one("--out", "FOLDER", "for what is measured (tools/benchmarks/results)");
  }

  private static String names() {
    return Speaker.all().stream().map(Speaker::name).collect(Collectors.joining(", "));
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
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
    boolean quick = value(parsed, "--quick") != null;
    return new RunOptions(
        quick,
        scenarios(parsed, quick),
        speakers(parsed, quick),
        families(parsed),
        text(parsed, "--table").map(Path::of),
        numbers(parsed, "--routes", 1, GeneratedTable.ROUTES_MAX),
        numbers(parsed, "--clients", 1, CLIENTS_MAX),
        number(parsed, "--senders", 1, CLIENTS_MAX).orElse(20),
        number(parsed, "--runs", 1, RUNS_MAX).orElse(0),
        number(parsed, "--seed", 0, Integer.MAX_VALUE).orElse(1),
        number(parsed, "--limit", 1, SECONDS_MAX).map(Duration::ofSeconds),
        number(parsed, "--within", 1, MINUTES_MAX).map(Duration::ofMinutes),
        text(parsed, "--out").map(Path::of));
  }

  private static Set<Scenario> scenarios(ParseResult parsed, boolean quick) {
    String[] words = parsed.matchedOptionValue("--scenario", new String[0]);
    Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
    for (String word : words) {
      scenarios.add(Scenario.of(word));
    }
    if (!scenarios.isEmpty()) {
      return scenarios;
    }
    return quick
        ? EnumSet.complementOf(EnumSet.of(Scenario.COME_AND_GO))
        : EnumSet.allOf(Scenario.class);
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

  private static List<AddressFamily> families(ParseResult parsed) {
    String word = text(parsed, "--family").orElse("");
    return switch (word) {
      case "" -> List.of();
      case "ipv4" -> List.of(AddressFamily.IPV4_UNICAST);
      case "ipv6" -> List.of(AddressFamily.IPV6_UNICAST);
      case "both" -> List.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
      default ->
          throw new IllegalArgumentException("'" + word + "' is no family: ipv4, ipv6 or both");
    };
  }

  /// Null where the option was not given, or the verb does not have it.
  private static @Nullable Object value(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option) ? parsed.matchedOptionValue(option, null) : null;
  }

  private static Optional<String> text(ParseResult parsed, String option) {
    return Optional.ofNullable((String) value(parsed, option));
  }

  private static List<Integer> numbers(ParseResult parsed, String option, int least, int most) {
    return text(parsed, option).stream()
        .flatMap(words -> Arrays.stream(words.split(",", -1)))
        .map(word -> number(option, word, least, most))
        .toList();
  }

  private static Optional<Integer> number(ParseResult parsed, String option, int least, int most) {
    return text(parsed, option).map(word -> number(option, word, least, most));
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
