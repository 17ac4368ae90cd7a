package io.munia.peering.text;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Includes of one file: other files beside it, and nothing from the network or from our own jars.
/// One that is not there counts as empty, as HOCON has it, but not in silence.
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final String FILES_ONLY = "a file's name in quotes would do";

  private final Path includer;
  private final Problems problems;

  /// @param includer the file that includes others
  Includes(Path includer, Problems problems) {
    this.includer = includer;
    this.problems = problems;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path file;
    try {
      Path folder = includer.toAbsolutePath().getParent();
      file = folder == null ? Path.of(what) : folder.resolve(what);
    } catch (InvalidPathException _) {
      throw refused("includes \"" + what + "\", which is no path of a file; " + FILES_ONLY);
    }
    Path withSuffix = file.resolveSibling(file.getFileName() + ".conf");
    return read(context, !Files.exists(file) && Files.exists(withSuffix) ? withSuffix : file);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  private ConfigObject read(ConfigIncludeContext context, Path file) {
    Optional<String> obstacle = Hocon.obstacle(file);
    if (obstacle.isEmpty()) {
      return Hocon.parse(file, problems).root();
    }
    if (Files.exists(file)) {
      throw refused("includes " + file + ": " + obstacle.get());
    }
    if (!context.parseOptions().getAllowMissing()) {
      throw refused("includes " + file + ", which is not there");
    }
    problems.warning(
        origin(),
        "includes " + file + ", which is not there: nothing came from it",
        "include required(\"…\") would refuse that");
    return ConfigFactory.empty().root();
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused("includes " + what + "; " + FILES_ONLY);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused("includes classpath(\"" + what + "\"); " + FILES_ONLY);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private ConfigOrigin origin() {
    return ConfigOriginFactory.newFile(includer.toString());
  }

  private RefusedException refused(String sentence) {
    return new RefusedException(origin(), sentence);
  }

  /// What is asked for cannot be included.
  static final class RefusedException extends ConfigException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    RefusedException(ConfigOrigin origin, String sentence) {
      super(origin, sentence);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }
}
