package io.munia.benchmarks;

import io.munia.benchmarks.run.Page;
import io.munia.benchmarks.run.RunCommand;
import io.munia.benchmarks.run.RunSpec;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tools/bench`: what many routes do.
public final class Bench {
  private static final int USAGE = 2;
  private static final int BGP_PORT = 179;
  private static final Set<String> MEASURING = Set.of("run", "sweep", "all");

  private Bench() {}

  /// Exits with 0 when all went well, 1 when it did not, 2 when the command line is wrong.
  public static void main(String[] words) {
    Logger.getLogger("").setLevel(Level.SEVERE);
    Runtime.getRuntime().exit(run(words, System.out));
  }

  static int run(String[] words, PrintStream out) {
    CommandLine line = new CommandLine(bench());
    try {
      ParseResult parsed = line.parseArgs(withVerb(words));
      @Nullable ParseResult verb = parsed.subcommand();
      if (CommandLine.printHelpIfRequested(parsed)) {
        return 0;
      }
      if (verb == null) {
        line.usage(System.err);
        return USAGE;
      }
      return switch (verb.commandSpec().name()) {
        case "feed" -> new FeedCommand(out).run(feedWish(verb));
        case "compare" -> compare(verb, out);
        case "run" -> new RunCommand(verb, checkout(), out, System.err).run();
        case "sweep" -> new RunCommand(verb, checkout(), out, System.err).sweep();
        case "all" -> new RunCommand(verb, checkout(), out, System.err).all();
        case "plot" -> plot(verb, out);
        case "packages" -> packages(verb, out);
        default -> throw new IllegalStateException(verb.commandSpec().name());
      };
    } catch (ParameterException | IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      return USAGE;
    } catch (java.nio.file.NoSuchFileException e) {
      System.err.println("bench: there is no file " + e.getFile());
      return 1;
    } catch (java.nio.file.AccessDeniedException e) {
      System.err.println("bench: " + e.getFile() + " may not be read by this user");
      return 1;
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    } catch (InterruptedException _) {
      return 1;
    }
  }

  /// Without a word it is `all`, and options alone are those of `run`.
  static String[] withVerb(String... words) {
    if (words.length > 0
        && (!words[0].startsWith("-") || List.of("-h", "--help").contains(words[0]))) {
      return words;
    }
    return Stream.concat(Stream.of(words.length == 0 ? "all" : "run"), Arrays.stream(words))
        .toArray(String[]::new);
  }

  private static int plot(ParseResult verb, PrintStream out) throws IOException {
    Page page = new Page(Path.of(verb.matchedPositionalValue(0, "")));
    if (verb.matchedOptionValue("--body", false)) {
      out.print(page.body());
    } else {
      page.write(out);
    }
    return 0;
  }

  /// For the launcher, which can install what is missing: in namespaces there is no network.
  private static int packages(ParseResult verb, PrintStream out) {
    String[] words =
        withVerb(
            verb.matchedPositional(0) == null
                ? new String[0]
                : verb.matchedPositional(0).getValue());
    @Nullable ParseResult measuring = new CommandLine(bench()).parseArgs(words).subcommand();
    boolean measures = measuring != null && MEASURING.contains(measuring.commandSpec().name());
    return measures ? new RunCommand(measuring, checkout(), out, System.err).packages() : 0;
  }

  private static CommandSpec bench() {
    CommandSpec bench = CommandSpec.create().name("bench");
    bench
        .usageMessage()
        .description(
            "What many routes do.",
            "Without a word, everything is measured and drawn (all); --quick alone takes under five"
                + " minutes (run --quick).")
        .footer("jmh [PATTERN]: benchmarks of single classes; see tools/microbenchmarks.")
        .synopsisSubcommandLabel("[COMMAND]");
    help(bench);
    CommandSpec feed = CommandSpec.create();
    feed.usageMessage()
        .description("Replays an MRT file as one BGP session for each neighbour recorded in it.");
    help(feed);
    file(feed, "MRT, plain, .gz or .bz2: a table (TABLE_DUMP_V2) or updates (BGP4MP)");
    feed.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("ADDRESS[:PORT]")
            .description("who is to hear it; [ADDRESS]:PORT for IPv6")
            .build());
    feed.addOption(
        text("--from", "ADDRESS", "source of the first session, the others count on from it"));
    feed.addOption(family());
    feed.addOption(flag("--as-is", "next hops as recorded instead of the session's own address"));
    feed.addOption(flag("--hold", "keep the sessions up until Ctrl-C"));
    feed.addOption(text("--for", "TIME", "keep the sessions up that long, such as 30s or 5m"));
    bench.addSubcommand("feed", feed);
    CommandSpec compare = CommandSpec.create();
    compare
        .usageMessage()
        .description(
            "Feeds the neighbours of a recorded table to a muniad and to a BIRD 2, in network"
                + " namespaces of their own, and compares what the two choose, prefix by prefix.",
            "Exits with 1 where a difference has no explanation.");
    help(compare);
    file(compare, "MRT, plain, .gz or .bz2: a table (TABLE_DUMP_V2)");
    compare.addOption(family());
    bench.addSubcommand("compare", compare);
    bench.addSubcommand("run", RunSpec.run());
    bench.addSubcommand("sweep", RunSpec.sweep());
    bench.addSubcommand("all", RunSpec.all());
    bench.addSubcommand("plot", plotSpec());
    bench.addSubcommand("packages", packagesSpec());
    return bench;
  }

  private static CommandSpec plotSpec() {
    CommandSpec plot = CommandSpec.create();
    plot.usageMessage()
        .description(
            "Draws the plots and writes the page of measurements again, without measuring.");
    help(plot);
    plot.addOption(flag("--body", "only print the page, for a file beside the folder"));
    plot.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("FOLDER")
            .description("what sweep, all or run --out wrote to")
            .build());
    return plot;
  }

  private static CommandSpec packagesSpec() {
    CommandSpec packages = CommandSpec.create();
    packages
        .usageMessage()
        .hidden(true)
        .description("Prints the packages that are missing for a command of bench.");
    packages.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(String[].class)
            .paramLabel("WORD")
            .build());
    packages.parser().stopAtPositional(true).unmatchedOptionsArePositionalParams(true);
    return packages;
  }

  static void help(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("this text")
            .build());
  }

  static void file(CommandSpec spec, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("FILE")
            .description(description)
            .build());
  }

  private static OptionSpec family() {
    return text("--family", "FAMILY", "of a table only ipv4-unicast or ipv6-unicast");
  }

  private static Set<AddressFamily> families(ParseResult parsed) {
    @Nullable String name = parsed.matchedOptionValue("--family", null);
    return name == null
        ? EnumSet.allOf(AddressFamily.class)
        : EnumSet.of(
            AddressFamily.named(name)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "'" + name + "' is no family: ipv4-unicast or ipv6-unicast")));
  }

  /// The family of a table, where none is asked for: the one whose entries come first.
  private static int compare(ParseResult parsed, PrintStream out) throws IOException {
    Path file = Path.of(parsed.matchedPositionalValue(0, ""));
    Set<AddressFamily> families = families(parsed);
    if (families.size() > 1) {
      families = Recording.of(file).peers().iterator().next().families();
    }
    return new CompareCommand(out, checkout()).run(file, families.iterator().next());
  }

  private static Path checkout() {
    return Path.of(System.getProperty("munia.checkout", "."));
  }

  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  private static FeedCommand.Wish feedWish(ParseResult parsed) {
    String to = parsed.matchedPositionalValue(1, "");
    String host = to;
    int port = BGP_PORT;
    int colon = to.lastIndexOf(':');
    if (to.startsWith("[") && to.contains("]")) {
      host = to.substring(1, to.indexOf(']'));
      port = colon > to.indexOf(']') ? port(to.substring(colon + 1)) : BGP_PORT;
    } else if (colon > 0 && to.indexOf(':') == colon) {
      host = to.substring(0, colon);
      port = port(to.substring(colon + 1));
    }
    IpAddress address = IpAddress.parse(host);
    @Nullable String from = parsed.matchedOptionValue("--from", null);
    if (from != null && IpAddress.parse(from).version() != address.version()) {
      throw new IllegalArgumentException(
          "--from " + from + " cannot reach " + host + ": one is IPv4, the other IPv6");
    }
    @Nullable String time = parsed.matchedOptionValue("--for", null);
    return new FeedCommand.Wish(
        Path.of(parsed.matchedPositionalValue(0, "")),
        families(parsed),
        address,
        port,
        from == null ? null : IpAddress.parse(from),
        parsed.matchedOptionValue("--as-is", false),
        time != null
            ? FeedCommand.Hold.FOR_A_TIME
            : parsed.matchedOptionValue("--hold", false)
                ? FeedCommand.Hold.FOR_EVER
                : FeedCommand.Hold.NO,
        time == null ? 0 : seconds(time));
  }

  private static int port(String text) {
    if (text.length() > 5 || !text.matches("[0-9]+")) {
      throw new IllegalArgumentException("'" + text + "' is no port: 1 to 65535");
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("'" + text + "' is no port: 1 to 65535");
    }
    return port;
  }

  static long seconds(String text) {
    if (!text.matches("[0-9]{1,6}[smh]?")) {
      throw new IllegalArgumentException("'" + text + "' is no time: 30s, 5m, 2h");
    }
    long number = Long.parseLong(text.replaceAll("[smh]", ""));
    return number * (text.endsWith("h") ? 3600 : text.endsWith("m") ? 60 : 1);
  }
}
