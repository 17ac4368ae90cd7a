package io.munia.peering.text;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands in one section: every option that was given and fits.
///
/// @param name the last part of the path: a peer's name
record Given(String path, String name, Map<Option<?>, Object> values, Problems problems) {

  Given {
    values = Map.copyOf(values);
  }

  /// Reads a section; what is wrong in it has been said afterwards.
  static Given read(String path, String name, ConfigObject section, Kind kind, Problems problems) {
    Map<Option<?>, Object> values = new HashMap<>();
    for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
      String at = join(path, entry.getKey());
      Optional<Option<?>> option = Options.named(kind, entry.getKey());
      if (option.isEmpty()) {
        problems.seen(at, entry.getValue().origin());
        unknown(at, entry.getKey(), kind, problems);
      } else if (entry.getValue().valueType() != ConfigValueType.NULL) {
        problems.seen(at, entry.getValue().origin());
        option
            .get()
            .form()
            .read(new At(at, entry.getValue(), problems))
            .ifPresent(value -> values.put(option.get(), value));
      }
    }
    return new Given(path, name, values, problems);
  }

  private static void unknown(String at, String key, Kind kind, Problems problems) {
    List<String> keys = Options.keysOf(kind);
    problems.error(
        at,
        "unknown key '" + key + "'",
        Spelling.nearest(key, keys)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("known here: " + String.join(", ", keys)));
  }

  /// Appends a key to a path, quoted where a path needs it.
  static String join(String path, String key) {
    boolean plain =
        !key.isEmpty()
            && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    return path + "." + (plain ? key : "\"" + key + "\"");
  }

  @SuppressWarnings("unchecked") // an option's own form made the value
  <T> Optional<T> get(Option<T> option) {
    return Optional.ofNullable((T) values.get(option));
  }

  <T> T get(Option<T> option, T fallback) {
    return get(option).orElse(fallback);
  }

  /// Whether the option stands in this section, fit or not.
  boolean isGiven(Option<?> option) {
    return values.containsKey(option) || problems.isSeen(at(option));
  }

  /// The value of an option that must be there; says so where it is not. An option that is there
  /// and does not fit has been complained of already.
  <T> Optional<T> require(Option<T> option) {
    Optional<T> value = get(option);
    if (!isGiven(option)) {
      problems.error(
          path, "'" + option.key() + "' is missing", option.form().wouldDo() + " would do");
    }
    return value;
  }

  String at(Option<?> option) {
    return join(path, option.key());
  }

  /// These values, and where there are none, the other's.
  Given over(Given other) {
    Map<Option<?>, Object> merged = new HashMap<>(other.values);
    merged.putAll(values);
    return new Given(path, name, merged, problems);
  }

  Given without(Option<?> option) {
    Map<Option<?>, Object> rest = new HashMap<>(values);
    rest.remove(option);
    return new Given(path, name, rest, problems);
  }
}
