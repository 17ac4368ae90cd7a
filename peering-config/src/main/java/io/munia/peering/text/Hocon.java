package io.munia.peering.text;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From files to one tree of values: text is checked before it is parsed, includes are followed,
/// substitutions resolved.
final class Hocon {
  /// More is no configuration.
  private static final long FILE_BYTES_MAX = 16L * 1024 * 1024;

  private static final String ABSENT =
      "set it in the environment, or write ${?NAME} where it may be absent";

  private final Map<String, String> environment;
  private final Problems problems;

  /// @param environment what `${?NAME}` may stand for
  Hocon(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /// Empty where there is no tree; that has been said then.
  Optional<ConfigObject> load(Path file) {
    Optional<String> obstacle = obstacle(file);
    if (obstacle.isPresent()) {
      problems.error(null, obstacle.get());
      return Optional.empty();
    }
    try {
      Config parsed = parse(file, problems);
      for (Map.Entry<String, ConfigValue> entry : parsed.root().entrySet()) {
        if (!entry.getKey().equals(ConfigReader.ROOT)) {
          problems.seen(entry.getKey(), entry.getValue().origin());
          problems.error(
              entry.getKey(),
              "unknown key '" + entry.getKey() + "'",
              "everything stands in one section: munia { … }");
        }
      }
      return Optional.of(resolve(parsed).root());
    } catch (ConfigException.UnresolvedSubstitution e) {
      problems.error(
          e.origin(),
          withoutOrigin(e).contains("cycle")
              ? substitution(withoutOrigin(e)) + " refers to itself, by way of others perhaps"
              : standsForNothing(withoutOrigin(e)));
    } catch (Includes.RefusedException e) {
      problems.error(e.origin(), e.sentence());
    } catch (ConfigException e) {
      problems.error(e.origin(), "not HOCON: " + inOurWords(withoutOrigin(e)));
    }
    return Optional.empty();
  }

  /// @param problems hears what is odd about includes
  static Config parse(Path file, Problems problems) {
    return ConfigFactory.parseFile(
        file.toFile(),
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setSyntax(ConfigSyntax.CONF)
            .setIncluder(new Includes(file, problems)));
  }

  /// Why a file can be no configuration, whatever stands in it.
  static Optional<String> obstacle(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.of(
            file.toString().isEmpty() || !Files.exists(file)
                ? "there is no such file"
                : "not a file");
      }
      if (!Files.isReadable(file)) {
        return Optional.of("may not be read by this user");
      }
      if (Files.size(file) > FILE_BYTES_MAX) {
        return Optional.of("has more than " + FILE_BYTES_MAX + " bytes, the limit");
      }
      byte[] bytes = Files.readAllBytes(file);
      for (byte octet : bytes) {
        if (octet == 0) {
          return Optional.of("not a text: there are zero bytes in it");
        }
      }
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.of("not a text in UTF-8");
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  /// The file's own values first, so that nothing from outside can override an option. What stands
  /// for nothing is said and left out, so that the rest can be looked at all the same.
  private Config resolve(Config parsed) {
    Config outside =
        ConfigValueFactory.fromMap(new LinkedHashMap<>(environment), "environment").toConfig();
    Config all = parsed.withFallback(outside.withoutPath(ConfigReader.ROOT));
    List<List<String>> unresolved = new ArrayList<>();
    ConfigObject lenient =
        all.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true)).root();
    if (lenient.get(ConfigReader.ROOT) instanceof ConfigObject munia) {
      unresolved(munia, List.of(ConfigReader.ROOT), ConfigReader.ROOT, unresolved);
    }
    for (List<String> keys : unresolved) {
      all = all.withoutPath(ConfigUtil.joinPath(keys));
    }
    return all.resolve(ConfigResolveOptions.noSystem());
  }

  private void unresolved(
      ConfigObject section, List<String> above, String path, List<List<String>> found) {
    for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
      List<String> keys = new ArrayList<>(above);
      keys.add(entry.getKey());
      String at = Given.join(path, entry.getKey());
      if (entry.getValue() instanceof ConfigObject below) {
        unresolved(below, keys, at, found);
      } else if (!isResolved(entry.getValue())) {
        problems.seen(at, entry.getValue().origin());
        problems.error(
            at,
            substitution(entry.getValue().render(ConfigRenderOptions.concise()))
                + " stands for nothing",
            ABSENT);
        found.add(keys);
      }
    }
  }

  private static boolean isResolved(ConfigValue value) {
    try {
      var _ = value.unwrapped();
      return true;
    } catch (ConfigException.NotResolved _) {
      return false;
    }
  }

  private static String standsForNothing(String message) {
    return substitution(message) + " stands for nothing; " + ABSENT;
  }

  /// The first `${…}` of a text.
  private static String substitution(String text) {
    int from = text.indexOf("${");
    int to = text.indexOf('}', Math.max(from, 0));
    return from >= 0 && to > from ? text.substring(from, to + 1) : "a substitution";
  }

  /// The library's sentence without the place, which is said in front already.
  private static String withoutOrigin(ConfigException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String origin = e.origin() == null ? "" : e.origin().description() + ": ";
    String bare = message.startsWith(origin) ? message.substring(origin.length()) : message;
    return bare.lines().findFirst().orElse(bare);
  }

  /// The library's sentence where it leads astray.
  private static String inOurWords(String sentence) {
    return sentence
        .replace("a close parentheses ')' here", "a close brace '}' or another option here")
        .replace(", or you may be able to rename the file .properties rather than .conf", "");
  }
}
