package io.munia.lab;

import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A muniad that runs on a host, started by the launcher that users start it with.
public final class Muniad implements LabRouter {
  /// From exec to an answer on the control socket; a JVM on a machine that is busy with others.
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final LabProcess process;
  private final MuniaControl control;
  private final Checkout checkout;

  private Muniad(LabProcess process, MuniaControl control, Checkout checkout) {
    this.process = process;
    this.control = control;
    this.checkout = checkout;
  }

  /// Where `munia` finds the one on this host.
  static Path socket(Host host) {
    return host.folder().resolve("munia.sock");
  }

  /// Starts it, and does not wait: several may start at once.
  static Muniad launch(Checkout checkout, Host host, String configuration) {
    Path file = LabProcess.write(host, "munia.conf", configuration);
    // A shell's job in the background ignores SIGINT, and so would all that it starts.
    LabProcess process =
        LabProcess.start(
            host,
            "muniad",
            host.run("env", "--default-signal=INT", checkout.bin("muniad"), "-c", file.toString()));
    return new Muniad(process, new MuniaControl(socket(host)), checkout);
  }

  /// Starts it and waits until it answers.
  public static Muniad start(Checkout checkout, Host host, String configuration) {
    return launch(checkout, host, configuration).awaitAnswer();
  }

  /// Gives it another configuration while it runs.
  public void reload(String configuration) {
    LabProcess.write(process.host(), "munia.conf", configuration);
    process.hangUp();
  }

  Muniad awaitAnswer() {
    Until.holds(process.what() + " answers", START_MAX, this::answers);
    return this;
  }

  private boolean answers() {
    if (!process.running()) {
      throw new LabFailure(process.what() + " ended at once\n" + process.tail());
    }
    if (!Files.exists(socket(process.host()))) {
      return false;
    }
    try {
      ask("status", Map.of());
      return true;
    } catch (LabFailure _) {
      return false; // the socket of an earlier run, or not listening yet
    }
  }

  /// The result of a verb of `munia`.
  public Json.Obj ask(String verb, Map<String, String> args) {
    return control.ask(verb, args);
  }

  /// What `munia` itself prints for these words, as an operator would see it.
  public String munia(String... words) {
    List<String> command = new ArrayList<>(List.of(checkout.bin("munia")));
    command.addAll(List.of(words));
    command.addAll(List.of("--socket", socket(process.host()).toString()));
    return process.host().run(command.toArray(String[]::new)).must();
  }

  @Override
  public LabProcess process() {
    return process;
  }

  @Override
  public String kind() {
    return "muniad";
  }

  @Override
  public boolean established(String peer) {
    return ask("peers", Map.of()).list("peers").stream()
        .map(Muniad::object)
        .anyMatch(p -> p.text("name").equals(peer) && p.text("state").equals("Established"));
  }

  @Override
  public Set<String> prefixes(AddressFamily family) {
    Set<String> prefixes = new TreeSet<>();
    for (Json route : ask("routes", Map.of("family", family.toString())).list("routes")) {
      prefixes.add(object(route).text("prefix"));
    }
    return prefixes;
  }

  @Override
  public boolean has(AddressFamily family, String prefix) {
    return ask("routes", Map.of("prefix", prefix)).list("routes").stream()
        .anyMatch(route -> object(route).text("prefix").equals(prefix));
  }

  @Override
  public List<String> table() {
    return munia("routes").lines().toList();
  }

  @Override
  public String howToAsk() {
    return "munia routes";
  }

  static Json.Obj object(Json value) {
    return value instanceof Json.Obj object ? object : Json.object().build();
  }
}
