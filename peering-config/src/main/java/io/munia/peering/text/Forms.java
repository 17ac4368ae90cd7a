package io.munia.peering.text;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.peering.model.FibConfig;
import io.munia.peering.model.Listen;
import io.munia.rib.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The forms in which values are written.
final class Forms {
  private static final int NAME_CHARACTERS_MAX = 64;
  private static final String PLACE_NAME = "[A-Za-z0-9._-]{1,253}";

  /// The kernel's table of local addresses, which is nobody's.
  private static final int TABLE_LOCAL = 255;

  /// `sun_path` has 108.
  private static final int SOCKET_PATH_BYTES_MAX = 100;

  static final Form<String> TEXT = scalar("a text", text -> text);
  static final Form<Boolean> BOOL =
      scalar(
          "true or false",
          text ->
              switch (text) {
                case "true", "yes", "on" -> true;
                case "false", "no", "off" -> false;
                default -> throw new IllegalArgumentException(text);
              });
  static final Form<Asn> AS = scalar("an AS number, 1 to 4294967295", Forms::as);
  static final Form<RouterId> ROUTER_ID =
      scalar("four octets such as 10.0.0.1, not all zero", Forms::routerId);
  static final Form<IpAddress> ADDRESS =
      scalar("an IP address such as 10.0.0.1 or fd00::1", IpAddress::parse);
  static final Form<Prefix> PREFIX =
      scalar("a prefix without host bits such as 10.0.0.0/8 or fd00::/48", Forms::prefix);
  static final Form<Listen> LISTEN =
      scalar("an address and a port such as \"0.0.0.0:179\" or \"[::]:179\"", Forms::listen);
  static final Form<Listen> LISTEN_ON =
      scalar(
          "an address and a port such as \"0.0.0.0:179\", \"[::]:179\" or \"0.0.0.0%red:179\"",
          Forms::listenOn);
  static final Form<RemoteAs> REMOTE_AS =
      scalar(
          "an AS number, internal or external",
          text ->
              switch (text) {
                case "internal" -> new RemoteAs.Internal();
                case "external" -> new RemoteAs.External();
                default -> new RemoteAs.Exactly(as(text));
              });
  static final Form<Integer> HOLD_TIME =
      scalar(
          "a duration such as 9s or 90s, 3s to 65535s, or 0s for none",
          text -> {
            long seconds = seconds(text);
            return (int) (seconds == 0 ? 0 : between(seconds, 3, 65_535));
          });
  static final Form<Long> DURATION = scalar("a duration such as 30s, 5m or 1h", Forms::seconds);
  static final Form<Policy.Action> ACTION =
      word(words("accept", Policy.Action.ACCEPT, "reject", Policy.Action.REJECT));
  static final Form<String> NAME =
      scalar("a name of letters, digits, '.', '_' and '-'", text -> matching(text, PLACE_NAME));
  static final Form<String> STORE =
      scalar(
          "\"file:\" and the path of a file (stores of other kinds are not there yet)",
          text -> matching(text, "file:.+").substring("file:".length()));
  static final Form<Long> TABLE =
      scalar(
          "main, or a number, 1 to 4294967295 except 255",
          text ->
              text.equals("main") ? FibConfig.Kernel.MAIN : table(Long.parseUnsignedLong(text)));
  static final Form<String> SOCKET = scalar("a path of at most 100 bytes", text -> socket(text));

  /// The names of all families.
  private static final String FAMILIES =
      Stream.of(AddressFamily.values())
          .map(AddressFamily::toString)
          .collect(Collectors.joining(", ", "one of ", ""));

  static final Form<AddressFamily> FAMILY =
      scalar(
          FAMILIES,
          text -> AddressFamily.named(text).orElseThrow(() -> new IllegalArgumentException(text)));
  static final Form<Integer> COMMUNITY =
      scalar(
          "a community such as \"64512:1\", or no-export, no-advertise, no-export-subconfed,"
              + " blackhole, graceful-shutdown",
          Communities::parse);

  private Forms() {}

  static Form<Long> number(long min, long max) {
    return scalar(
        "a whole number, " + min + " to " + max,
        text -> between(Long.parseUnsignedLong(text), min, max));
  }

  static Form<Integer> smallNumber(int min, int max) {
    return scalar(
        "a whole number, " + min + " to " + max,
        text -> (int) between(Long.parseUnsignedLong(text), min, max));
  }

  static Form<Long> duration(long min, long max) {
    return scalar(
        "a duration, " + min + "s to " + max + "s", text -> between(seconds(text), min, max));
  }

  static <T> Map<String, T> words(String one, T first, String other, T second) {
    Map<String, T> words = new LinkedHashMap<>();
    words.put(one, first);
    words.put(other, second);
    return words;
  }

  private static String matching(String text, String pattern) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static long table(long number) {
    if (number == TABLE_LOCAL) {
      throw new IllegalArgumentException("local");
    }
    return between(number, 1, 0xffff_ffffL);
  }

  private static String socket(String path) {
    if (path.isEmpty()
        || path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > SOCKET_PATH_BYTES_MAX) {
      throw new IllegalArgumentException(path);
    }
    return path;
  }

  /// One of these words.
  static <T> Form<T> word(Map<String, T> words) {
    return scalar(
        String.join(" or ", words.keySet()),
        text ->
            Optional.ofNullable(words.get(text))
                .orElseThrow(() -> new IllegalArgumentException(text)));
  }

  /// A scalar; a reading that fails throws any IllegalArgumentException.
  static <T> Form<T> scalar(String wouldDo, Function<String, T> reading) {
    return new Form<>(
        wouldDo,
        (at, form) -> {
          Optional<String> text = at.scalar();
          if (text.isEmpty()) {
            return at.unfit(form);
          }
          try {
            return Optional.of(reading.apply(text.get()));
          } catch (IllegalArgumentException e) {
            return at.unfit(form);
          }
        });
  }

  /// A list of them; one alone may stand without brackets.
  static <T> Form<List<T>> list(Form<T> element) {
    return new Form<>(
        element.wouldDo() + ", or a list of such",
        (at, _) -> {
          if (!(at.value() instanceof ConfigList values)) {
            return element.read(at).map(List::of);
          }
          List<T> elements = new ArrayList<>();
          for (int i = 0; i < values.size(); i++) {
            String path = at.path() + "[" + i + "]";
            at.problems().seen(path, values.get(i).origin());
            element.read(new At(path, values.get(i), at.problems())).ifPresent(elements::add);
          }
          return Optional.of(List.copyOf(elements));
        });
  }

  static Form<Given> section(Kind kind) {
    return new Form<>(
        "a section " + kind.path() + " { … }",
        (at, form) ->
            at.value() instanceof ConfigObject section
                ? Optional.of(
                    Given.read(at.path(), lastOf(at.path()), section, kind, at.problems()))
                : at.unfit(form));
  }

  /// What is there, or switched off.
  record OnOff(Optional<Given> section) {
    static final OnOff OFF = new OnOff(Optional.empty());
  }

  /// A section, or the word `off`.
  static Form<OnOff> sectionOrOff(Kind kind) {
    return new Form<>(
        "off, or a section " + kind.path() + " { … }",
        (at, form) -> {
          if (at.value() instanceof ConfigObject) {
            return section(kind).read(at).map(given -> new OnOff(Optional.of(given)));
          }
          return at.scalar().filter(word -> word.equals("off") || word.equals("false")).isPresent()
              ? Optional.of(OnOff.OFF)
              : at.unfit(form);
        });
  }

  /// Sections by name, in the order of the file.
  static Form<Map<String, Given>> named(Kind kind) {
    return new Form<>(
        "sections by name: " + kind.path() + " { … }",
        (at, form) -> {
          if (!(at.value() instanceof ConfigObject sections)) {
            return at.unfit(form);
          }
          Map<String, Given> named = new LinkedHashMap<>();
          sections.entrySet().stream()
              .sorted(
                  java.util.Comparator.comparingInt(
                          (Map.Entry<String, ConfigValue> e) -> e.getValue().origin().lineNumber())
                      .thenComparing(Map.Entry::getKey))
              .forEach(entry -> {
                String path = Given.join(at.path(), entry.getKey());
                at.problems().seen(path, entry.getValue().origin());
                if (!isName(entry.getKey())) {
                  at.problems()
                      .error(
                          path,
                          "found \"" + entry.getKey() + "\" as a name",
                          "1 to "
                              + NAME_CHARACTERS_MAX
                              + " characters, none of them a space or a"
                              + " control character, would do");
                }
                if (entry.getValue() instanceof ConfigObject section) {
                  named.put(
                      entry.getKey(),
                      Given.read(path, entry.getKey(), section, kind, at.problems()));
                } else {
                  new At(path, entry.getValue(), at.problems()).unfit(section(kind));
                }
              });
          return Optional.of(named);
        });
  }

  /// Whether a zone, a rack or a node may be called so.
  static boolean isPlaceName(String text) {
    return text.matches(PLACE_NAME);
  }

  /// Names stand in tables, one word each.
  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= NAME_CHARACTERS_MAX
        && text.chars()
            .noneMatch(c ->
                Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  static long between(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(value + " is not " + min + " to " + max);
    }
    return value;
  }

  private static Asn as(String text) {
    return new Asn(between(Long.parseUnsignedLong(text), 1, 0xffff_ffffL));
  }

  private static RouterId routerId(String text) {
    RouterId id = RouterId.parse(text);
    if (id.bits() == 0) {
      throw new IllegalArgumentException("zero");
    }
    return id;
  }

  static Prefix prefix(String text) {
    Prefix prefix = Prefix.parse(text);
    if (!prefix.address().equals(IpAddress.parse(text.substring(0, text.indexOf('/'))))) {
      throw new IllegalArgumentException("host bits");
    }
    return prefix;
  }

  private static Listen listen(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    IpAddress address = IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host);
    if (bracketed != (address.version() == IpVersion.V6)) {
      throw new IllegalArgumentException(text);
    }
    long port = between(Long.parseUnsignedLong(text.substring(colon + 1)), 0, 65_535);
    return new Listen(address, (int) port);
  }

  /// With a device after the address: `[fe80::1%eth0]:179`.
  private static Listen listenOn(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return listen(text);
    }
    int end = text.startsWith("[") ? text.indexOf(']') : text.lastIndexOf(':');
    if (end < percent) {
      throw new IllegalArgumentException(text);
    }
    String device = SessionOption.device(text.substring(percent + 1, end));
    Listen bare = listen(text.substring(0, percent) + text.substring(end));
    return new Listen(bare.address(), bare.port(), device);
  }

  private static long seconds(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 9) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits).strip()) {
      case "s", "second", "seconds" -> number;
      case "m", "minute", "minutes" -> number * 60;
      case "h", "hour", "hours" -> number * 3600;
      case "d", "day", "days" -> number * 86_400;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
