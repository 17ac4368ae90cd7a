package io.munia.peering.text;

import java.nio.file.Path;
import java.util.Map;

/// HOCON to a configuration. Reads the file and the password files it names; touches nothing else.
@SuppressWarnings("DoNotCallSuggester")
public final class ConfigReader {
  private ConfigReader() {}

  /// @param file also what sentences call it
  /// @param environment what `${?NAME}` may stand for
  public static Parsed read(Path file, Map<String, String> environment) {
    throw new UnsupportedOperationException();
  }
}
