package io.munia.peering.text;

import com.typesafe.config.ConfigObject;
import io.munia.peering.model.PeeringConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// HOCON to a configuration. Reads the file, what it includes, and the password files it names;
/// touches nothing else.
public final class ConfigReader {
  static final String ROOT = "munia";

  private ConfigReader() {}

  /// @param file also what sentences call it
  /// @param environment what `${?NAME}` may stand for; HOSTNAME is there even where it has none
  public static Parsed read(Path file, Map<String, String> environment) {
    Problems problems = new Problems(file.toString());
    Map<String, String> complete = HostName.into(environment);
    Optional<PeeringConfig> config = Optional.empty();
    try {
      config =
          new Hocon(complete, problems)
              .load(file)
              .flatMap(root -> interpret(root, complete, problems));
    } catch (StackOverflowError _) {
      // The library's parser recurses and has no bound; nothing of what it did is kept.
      problems.error(null, "sections, lists or paths are nested too deep; no option needs that");
    }
    return config.isPresent() && !problems.hasErrors()
        ? new Parsed.Usable(config.get(), problems.all())
        : new Parsed.Refused(problems.all());
  }

  private static Optional<PeeringConfig> interpret(
      ConfigObject root, Map<String, String> environment, Problems problems) {
    if (!(root.get(ROOT) instanceof ConfigObject munia)) {
      problems.error(
          null, "has no section munia { … }; munia { as = 64512, router-id = 10.0.0.1 } would do");
      return Optional.empty();
    }
    problems.seen(ROOT, munia.origin());
    Given given = Given.read(ROOT, ROOT, munia, Kind.ROOT, problems);
    Optional<PeeringConfig> config = new RootAssembly(given, environment, problems).assemble();
    config.ifPresent(c -> new Checks(c, problems).run());
    return config;
  }
}
