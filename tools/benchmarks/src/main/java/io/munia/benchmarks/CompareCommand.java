package io.munia.benchmarks;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Host;
import io.munia.lab.LabFailure;
import io.munia.lab.LabProcess;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// `compare`: feeds the neighbours of a recorded table to a muniad and to a BIRD, and compares what
/// the two choose, prefix by prefix. muniad is looked at from outside, through a BIRD that is its
/// iBGP client: what counts is what others hear.
///
/// ```text
///  neighbours 1..n (feed) ──eBGP──► muniad ──iBGP──► BIRD "behind"
///            └──────────────eBGP──► BIRD "reference"
/// ```
final class CompareCommand {
  /// From the first byte to the last prefix.
  private static final Duration CONVERGE_MAX = Duration.ofMinutes(2);

  /// A table that has not changed for this long is taken for settled.
  private static final Duration SETTLED = Duration.ofMillis(1500);

  private static final Duration FEEDER_START_MAX =
      Duration.ofSeconds(60 + FeedCommand.ESTABLISH_SECONDS_MAX);

  private final PrintStream out;
  private final Checkout checkout;

  CompareCommand(PrintStream out, Path checkout) {
    this.out = out;
    this.checkout = new Checkout(checkout);
  }

  /// @throws IOException with a sentence, where the file cannot be read
  int run(Path file, AddressFamily family) throws IOException {
    RecordedPaths recorded = RecordedPaths.of(file, family, CompareConfigs.SPEAKER);
    if (recorded.peers().isEmpty()) {
      out.println(file + " holds no table of " + family + ": nothing to compare.");
      return 2;
    }
    out.printf(
        "%s: %,d %s prefixes, %,d paths from %d neighbours%n",
        file.getFileName(),
        recorded.prefixes().size(),
        family,
        recorded.paths(),
        recorded.peers().size());
    recorded.faults().forEach((fault, count) -> out.printf("  %,d paths: %s%n", count, fault));
    try {
      return compare(file.toAbsolutePath(), recorded, new CompareConfigs(family, recorded.peers()));
    } catch (LabFailure e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private int compare(Path file, RecordedPaths recorded, CompareConfigs configs) {
    Host feed = Host.create("feed");
    feed.ip("link add lan type bridge", "link set lan up");
    for (int i = 0; i < configs.peers().size(); i++) {
      feed.ip(address(configs, configs.neighbour(i).toString(), "lan"));
    }
    Host munia = plug(feed, "munia", configs, configs.munia());
    Host behind = plug(feed, "behind", configs, configs.behind());
    Host reference = plug(feed, "reference", configs, configs.reference());

    Muniad muniad =
        Muniad.start(
            checkout, munia, configs.muniad(munia.folder().resolve("munia.sock").toString()));
    Bird birdBehind = Bird.start(behind, configs.birdBehind());
    Bird birdReference = Bird.start(reference, configs.birdReference());
    Until.holds(
        "the session between muniad and the BIRD behind it",
        Duration.ofSeconds(30),
        () -> birdBehind.established("munia"));

    Duration throughMunia =
        feed(feed, file, configs, configs.munia(), behind, recorded.prefixes().size());
    out.printf(
        "neighbours → muniad → BIRD behind: settled %.2f s after the first byte%n",
        throughMunia.toMillis() / 1e3);
    Duration toBird =
        feed(feed, file, configs, configs.reference(), reference, recorded.prefixes().size());
    out.printf("neighbours → BIRD: settled %.2f s after the first byte%n", toBird.toMillis() / 1e3);

    Map<Prefix, IpAddress> byMunia = BirdChoices.of(birdc(behind, "show route primary"));
    Map<Prefix, IpAddress> byBird = BirdChoices.of(birdc(reference, "show route primary"));
    boolean alive =
        muniad.process().running()
            && birdBehind.process().running()
            && birdReference.process().running();
    if (!alive) {
      throw new LabFailure("a daemon did not live to the end\n" + muniad.process().tail());
    }
    return new Comparison(recorded, configs, byMunia, byBird).print(out, muniad) ? 0 : 1;
  }

  private static Host plug(Host feed, String name, CompareConfigs configs, String address) {
    Host host = Host.create(name);
    feed.cable(name, host, "eth0");
    feed.ip("link set " + name + " master lan up");
    host.ip(address(configs, address, "eth0"), "link set eth0 up");
    return host;
  }

  private static String address(CompareConfigs configs, String address, String device) {
    return "addr add "
        + address
        + configs.lengthOfSegment()
        + (configs.four() ? "" : " nodad")
        + " dev "
        + device;
  }

  /// Starts the feeder towards one of the two and waits until a table holds what comes of it.
  private Duration feed(
      Host feed, Path file, CompareConfigs configs, String to, Host watched, int prefixes) {
    LabProcess feeder =
        LabProcess.start(
            feed,
            "feed-" + watched,
            feed.run(
                checkout.root().resolve("tools/bench").toString(),
                "feed",
                file.toString(),
                configs.four() ? to : "[" + to + "]",
                "--from",
                configs.first().toString(),
                "--family",
                configs.family().toString(),
                "--hold"));
    Until.holds(
        "the feeder sends",
        FEEDER_START_MAX,
        () -> {
          if (!feeder.running()) {
            throw new LabFailure("the feeder ended\n" + feeder.tail());
          }
          return log(feeder).contains("; sending.");
        });
    return settled(configs, watched, feeder, prefixes);
  }

  private static String log(LabProcess process) {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How long until the number of prefixes was reached that it then kept.
  private static Duration settled(
      CompareConfigs configs, Host watched, LabProcess feeder, int prefixes) {
    String table = configs.four() ? "master4" : "master6";
    long start = System.nanoTime();
    long[] last = {-1, start};
    Until.measured(
        "the table of " + watched + " settles",
        CONVERGE_MAX,
        () -> {
          long now = System.nanoTime();
          long count = BirdChoices.networks(birdc(watched, "show route table " + table + " count"));
          if (count != last[0]) {
            last[0] = count;
            last[1] = now;
          }
          if (!feeder.running()) {
            throw new LabFailure("the feeder ended early\n" + feeder.tail());
          }
          boolean still = now - last[1] > SETTLED.toNanos();
          return still && log(feeder).contains("All sent") && (count > 0 || prefixes == 0);
        });
    return Duration.ofNanos(last[1] - start);
  }

  private static String birdc(Host host, String question) {
    return host.run("birdc", "-s", host.folder().resolve("bird.ctl").toString(), question).must();
  }
}
