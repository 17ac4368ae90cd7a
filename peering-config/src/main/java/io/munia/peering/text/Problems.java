package io.munia.peering.text;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong, and knows on which line each path stands.
final class Problems {
  /// A file that is wrong from top to bottom need not be told in full.
  static final int MAX = 100;

  private final String file;
  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, ConfigOrigin> origins = new HashMap<>();

  Problems(String file) {
    this.file = file;
  }

  void seen(String path, ConfigOrigin origin) {
    origins.put(path, origin);
  }

  boolean isSeen(String path) {
    return origins.containsKey(path);
  }

  void error(String path, String what, String wouldDo) {
    add(Diagnostic.Severity.ERROR, path, what, wouldDo);
  }

  void warning(String path, String what, String wouldDo) {
    add(Diagnostic.Severity.WARNING, path, what, wouldDo);
  }

  /// An error at a place that has no path: where the file is not even HOCON.
  void error(@Nullable ConfigOrigin origin, String what) {
    found.add(
        new Diagnostic(Diagnostic.Severity.ERROR, fileOf(origin), lineOf(origin), "", what, ""));
  }

  /// Something odd at a place that has no path.
  void warning(ConfigOrigin origin, String what, String wouldDo) {
    found.add(
        new Diagnostic(
            Diagnostic.Severity.WARNING, fileOf(origin), lineOf(origin), "", what, wouldDo));
  }

  private void add(Diagnostic.Severity severity, String path, String what, String wouldDo) {
    if (found.size() < MAX) {
      ConfigOrigin origin = nearest(path);
      found.add(new Diagnostic(severity, fileOf(origin), lineOf(origin), path, what, wouldDo));
    }
  }

  private @Nullable ConfigOrigin nearest(String path) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      ConfigOrigin origin = origins.get(at);
      if (origin != null) {
        return origin;
      }
    }
    return null;
  }

  private static String parent(String path) {
    if (path.endsWith("\"")) {
      int quote = path.lastIndexOf('"', path.length() - 2);
      return quote > 0 ? path.substring(0, quote - 1) : "";
    }
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut < 0 ? "" : path.substring(0, cut);
  }

  private String fileOf(@Nullable ConfigOrigin origin) {
    return origin == null || origin.filename() == null ? file : origin.filename();
  }

  private static int lineOf(@Nullable ConfigOrigin origin) {
    return origin == null ? 0 : Math.max(0, origin.lineNumber());
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /// By file and line.
  List<Diagnostic> all() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Diagnostic::file).thenComparingInt(Diagnostic::line))
        .toList();
  }
}
