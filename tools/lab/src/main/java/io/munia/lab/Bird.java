package io.munia.lab;

import io.munia.net.AddressFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A BIRD 2 that runs on a host.
public final class Bird implements LabRouter {
  /// From exec to the control socket.
  private static final Duration START_MAX = Duration.ofSeconds(10);

  private final LabProcess process;
  private final BirdControl control;

  private Bird(LabProcess process, BirdControl control) {
    this.process = process;
    this.control = control;
  }

  /// Starts it with this configuration and waits until it answers.
  public static Bird start(Host host, String configuration) {
    return start(host, configuration, new String[0]);
  }

  /// The same after it was killed: neighbours that know graceful restart are told so.
  public static Bird startAgain(Host host, String configuration) {
    return start(host, configuration, "-R");
  }

  private static Bird start(Host host, String configuration, String... options) {
    Path file = LabProcess.write(host, "bird.conf", configuration);
    Path socket = host.folder().resolve("bird.ctl");
    List<String> words =
        new ArrayList<>(List.of("bird", "-f", "-c", file.toString(), "-s", socket.toString()));
    words.addAll(List.of(options));
    LabProcess process = LabProcess.start(host, "bird", host.run(words.toArray(String[]::new)));
    Until.holds(
        "bird on " + host + " answers",
        START_MAX,
        () -> {
          if (!process.running()) {
            throw new LabFailure("bird on " + host + " ended at once\n" + process.tail());
          }
          return Files.exists(socket);
        });
    return new Bird(process, new BirdControl(socket));
  }

  @Override
  public LabProcess process() {
    return process;
  }

  @Override
  public String kind() {
    return "BIRD";
  }

  /// What the control socket answers.
  public List<String> ask(String question) {
    return control.ask(question);
  }

  @Override
  public boolean established(String peer) {
    return ask("show protocols " + peer).stream()
        .anyMatch(line -> line.startsWith(peer + " ") && line.contains("Established"));
  }

  @Override
  public Set<String> prefixes(AddressFamily family) {
    Set<String> prefixes = new TreeSet<>();
    for (String line : ask("show route table " + table(family) + " where source = RTS_BGP")) {
      if (!line.isEmpty() && Character.digit(line.charAt(0), 16) >= 0 && line.contains("/")) {
        prefixes.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return prefixes;
  }

  @Override
  public boolean has(AddressFamily family, String prefix) {
    return ask("show route " + prefix + " table " + table(family)).stream()
        .anyMatch(line -> line.startsWith(prefix + " "));
  }

  @Override
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    for (AddressFamily family : LabRouter.FAMILIES) {
      ask("show route table " + table(family) + " where source = RTS_BGP").stream()
          .filter(line -> !line.isBlank())
          .forEach(lines::add);
    }
    return lines;
  }

  @Override
  public String howToAsk() {
    return "birdc -s " + process.host().folder().resolve("bird.ctl") + " show route";
  }

  private static String table(AddressFamily family) {
    return family == AddressFamily.IPV4_UNICAST ? "master4" : "master6";
  }
}
