package io.munia.ipam;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Where this node stands: level names to values, outermost first, `node` last.
public record Place(SequencedMap<String, String> parts) {
  /// The part that every place has: the node's own name.
  public static final String NODE = "node";

  /// Kubernetes' limit for names.
  static final int NAME_CHARS_MAX = 253;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + NAME_CHARS_MAX + "}");

  /// @throws IllegalArgumentException with a sentence, where a part is missing or cannot stand in a
  ///   key
  public Place {
    if (!parts.containsKey(NODE)) {
      throw new IllegalArgumentException("place has no node: every place names its node");
    }
    for (Map.Entry<String, String> part : parts.entrySet()) {
      if (!NAME.matcher(part.getValue()).matches()) {
        throw new IllegalArgumentException(
            "place."
                + part.getKey()
                + " = '"
                + part.getValue()
                + "' cannot be used: 1 to 253 of letters, digits, '.', '_' and '-' are allowed");
      }
    }
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }

  /// A node in a rack in a zone.
  public static Place of(String zone, String rack, String node) {
    SequencedMap<String, String> parts = new LinkedHashMap<>();
    parts.put("zone", zone);
    parts.put("rack", rack);
    parts.put(NODE, node);
    return new Place(parts);
  }

  public String node() {
    return parts.getOrDefault(NODE, "");
  }

  /// Who this place is at the last of `levels`: the values of all of them, `a/r7`.
  String owner(List<Level> levels) {
    StringBuilder path = new StringBuilder();
    for (Level level : levels) {
      path.append(path.isEmpty() ? "" : "/").append(parts.getOrDefault(level.by(), ""));
    }
    return path.toString();
  }

  @Override
  public String toString() {
    return String.join("/", parts.values());
  }
}
