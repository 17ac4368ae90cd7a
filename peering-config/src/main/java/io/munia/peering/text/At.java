package io.munia.peering.text;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Optional;

/// One value of a file and where it stands.
record At(String path, ConfigValue value, Problems problems) {
  private static final int SHOWN_CHARACTERS_MAX = 60;

  /// The text of a scalar, as it was written; empty where it is a list or a section.
  Optional<String> scalar() {
    return switch (value.valueType()) {
      case STRING -> Optional.of((String) value.unwrapped());
      case NUMBER, BOOLEAN -> Optional.of(value.render());
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  /// Says that the value does not fit.
  <T> Optional<T> unfit(Form<T> form) {
    return unfit(form.wouldDo() + " would do");
  }

  /// Says that the value does not fit, with a clause of its own.
  <T> Optional<T> unfit(String clause) {
    problems.error(path, "found " + shown(), clause);
    return Optional.empty();
  }

  String shown() {
    if (value instanceof ConfigObject) {
      return "a section";
    }
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() <= SHOWN_CHARACTERS_MAX
        ? text
        : text.substring(0, SHOWN_CHARACTERS_MAX) + "…";
  }
}
