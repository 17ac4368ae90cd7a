package io.munia.peering.text;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.munia.peering.model.PeeringConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// HOCON to a configuration. Reads the file, what it includes, and the password files it names;
/// touches nothing else.
public final class ConfigReader {
  /// More is no configuration.
  private static final long FILE_BYTES_MAX = 16L * 1024 * 1024;

  private static final String ROOT = "munia";

  private ConfigReader() {}

  /// @param file also what sentences call it
  /// @param environment what `${?NAME}` may stand for
  public static Parsed read(Path file, Map<String, String> environment) {
    Problems problems = new Problems(file.toString());
    Optional<PeeringConfig> config =
        load(file, environment, problems).flatMap(root -> interpret(root, problems));
    return config.isPresent() && !problems.hasErrors()
        ? new Parsed.Usable(config.get(), problems.all())
        : new Parsed.Refused(problems.all());
  }

  private static Optional<ConfigObject> load(
      Path file, Map<String, String> environment, Problems problems) {
    try {
      if (!Files.isRegularFile(file)) {
        problems.error(null, Files.exists(file) ? "not a file" : "there is no such file");
        return Optional.empty();
      }
      if (!Files.isReadable(file)) {
        problems.error(null, "may not be read by this user");
        return Optional.empty();
      }
      if (Files.size(file) > FILE_BYTES_MAX) {
        problems.error(null, "has more than " + FILE_BYTES_MAX + " bytes, the limit");
        return Optional.empty();
      }
      Config parsed =
          ConfigFactory.parseFile(
              file.toFile(),
              ConfigParseOptions.defaults()
                  .setAllowMissing(false)
                  .setSyntax(ConfigSyntax.CONF)
                  .setOriginDescription(file.toString()));
      for (Map.Entry<String, ConfigValue> entry : parsed.root().entrySet()) {
        if (!entry.getKey().equals(ROOT)) {
          problems.seen(entry.getKey(), entry.getValue().origin());
          problems.error(
              entry.getKey(),
              "unknown key '" + entry.getKey() + "'",
              "everything stands in one section: munia { … }");
        }
      }
      return Optional.of(resolve(parsed, environment).root());
    } catch (ConfigException.UnresolvedSubstitution e) {
      problems.error(e.origin(), unresolved(e));
    } catch (ConfigException e) {
      problems.error(e.origin(), "not HOCON: " + withoutOrigin(e));
    } catch (IOException e) {
      problems.error(null, "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /// The file's own values first, so that nothing from outside can override an option.
  private static Config resolve(Config parsed, Map<String, String> environment) {
    Config outside =
        ConfigValueFactory.fromMap(new LinkedHashMap<>(environment), "environment").toConfig();
    return parsed.withFallback(outside.withoutPath(ROOT)).resolve(ConfigResolveOptions.noSystem());
  }

  private static String unresolved(ConfigException.UnresolvedSubstitution e) {
    String message = withoutOrigin(e);
    int from = message.indexOf("${");
    int to = message.indexOf('}', Math.max(from, 0));
    String what = from >= 0 && to > from ? message.substring(from, to + 1) : "a substitution";
    return what
        + " stands for nothing; set it in the environment, or write ${?NAME} where it may be absent";
  }

  /// The library's sentence without the place, which is said in front already.
  private static String withoutOrigin(ConfigException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String origin = e.origin() == null ? "" : e.origin().description() + ": ";
    String bare = message.startsWith(origin) ? message.substring(origin.length()) : message;
    return bare.lines().findFirst().orElse(bare);
  }

  private static Optional<PeeringConfig> interpret(ConfigObject root, Problems problems) {
    if (!(root.get(ROOT) instanceof ConfigObject munia)) {
      problems.error(
          null, "has no section munia { … }; munia { as = 64512, router-id = 10.0.0.1 } would do");
      return Optional.empty();
    }
    problems.seen(ROOT, munia.origin());
    Given given = Given.read(ROOT, ROOT, munia, Kind.ROOT, problems);
    Optional<PeeringConfig> config = new RootAssembly(given, problems).assemble();
    config.ifPresent(c -> new Checks(c, problems).run());
    return config;
  }
}
