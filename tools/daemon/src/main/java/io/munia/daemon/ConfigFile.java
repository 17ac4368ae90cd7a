package io.munia.daemon;

import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration file. What is wrong with it is said, line by line, on standard error.
///
/// @param environment what `${?NAME}` stands for
record ConfigFile(Path file, Map<String, String> environment) {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

  ConfigFile {
    environment = Map.copyOf(environment);
  }

  /// Another file, read in the same environment.
  ConfigFile at(Path other) {
    return new ConfigFile(other, environment);
  }

  Parsed parse() {
    return ConfigReader.read(file, environment);
  }

  /// Empty where it cannot be used.
  Optional<PeeringConfig> read() {
    Parsed parsed = parse();
    parsed
        .diagnostics()
        .forEach(diagnostic -> {
          if (diagnostic.isError()) {
            LOG.error("{}", diagnostic);
          } else {
            LOG.warn("{}", diagnostic);
          }
        });
    return switch (parsed) {
      case Parsed.Usable(PeeringConfig config, _) -> Optional.of(config);
      case Parsed.Refused _ -> Optional.empty();
    };
  }
}
