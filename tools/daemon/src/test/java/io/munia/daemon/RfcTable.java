package io.munia.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which class does what an RFC says, and which test shows it: read from the links that stand in
/// sources and tests. A row's tests are those that name the section; else the test of the class's
/// name; else those that name a section that it is part of or that is part of it; else those that
/// name the RFC.
final class RfcTable {
  private static final Pattern LINK =
      Pattern.compile("rfc-editor\\.org/rfc/rfc(\\d+)(?:#(?:section-)?([\\w.-]*\\w))?");

  private final Path root;
  private final List<Place> sources = new ArrayList<>();
  private final List<Place> tests = new ArrayList<>();
  private final Set<String> testNames = new TreeSet<>();

  /// @param section empty where the RFC as a whole is meant
  private record Place(int rfc, String section, String type) {
    boolean isExactly(Place other) {
      return rfc == other.rfc && !section.isEmpty() && section.equals(other.section);
    }

    boolean isNear(Place other) {
      return rfc == other.rfc
          && !section.isEmpty()
          && !other.section.isEmpty()
          && (section.startsWith(other.section + ".") || other.section.startsWith(section + "."));
    }
  }

  /// @param tests what shows it; none where nothing does
  record Row(int rfc, String section, String type, Set<String> tests) {}

  private RfcTable(Path root) {
    this.root = root;
  }

  /// @param root the folder that the modules are in
  static List<Row> rows(Path root) {
    RfcTable table = new RfcTable(root);
    table.read();
    return table.sources.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt(Place::rfc)
                .thenComparing(Place::section, RfcTable::bySection)
                .thenComparing(Place::type))
        .map(place -> new Row(place.rfc(), place.section(), place.type(), table.testsOf(place)))
        .toList();
  }

  static String page(List<Row> rows) {
    StringBuilder page =
        new StringBuilder(
            """
            # What is implemented where

            Printed from the links in the code (`RfcTable` in tools/daemon's tests writes it anew, and a test compares): which class follows which
            section of which RFC, and which tests show it.

            | RFC | section | class | tests |
            |---|---|---|---|
            """);
    Map<String, List<Row>> together = new LinkedHashMap<>();
    for (Row row : rows) {
      String key = row.rfc() + " " + row.section() + " " + row.tests();
      together.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    for (List<Row> list : together.values()) {
      Row first = list.getFirst();
      String url =
          "https://www.rfc-editor.org/rfc/rfc"
              + first.rfc()
              + (first.section().isEmpty() ? "" : "#section-" + first.section());
      page.append(
          "| [%d](%s) | %s | %s | %s |\n"
              .formatted(
                  first.rfc(),
                  url,
                  first.section(),
                  list.stream().map(Row::type).collect(Collectors.joining(", ")),
                  String.join(", ", first.tests())));
    }
    return page.toString();
  }

  private Set<String> testsOf(Place place) {
    Set<String> exact = where(test -> test.isExactly(place));
    if (!exact.isEmpty()) {
      return exact;
    }
    if (testNames.contains(place.type() + "Test")) {
      return Set.of(place.type() + "Test");
    }
    Set<String> near = where(test -> test.isNear(place));
    return near.isEmpty() ? where(test -> test.rfc() == place.rfc()) : near;
  }

  private Set<String> where(Predicate<Place> holds) {
    Set<String> found = new TreeSet<>();
    tests.stream().filter(holds).map(Place::type).forEach(found::add);
    return found;
  }

  private void read() {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target/"))
          .sorted()
          .forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path file) {
    String path = "/" + root.relativize(file);
    String type = file.getFileName().toString().replace(".java", "");
    boolean isTest = path.contains("/src/test/");
    if (isTest && type.endsWith("Test")) {
      testNames.add(type);
    }
    if (isTest && !type.endsWith("Test") || !isTest && !path.contains("/src/main/")) {
      return;
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      String section = link.group(2) == null ? "" : link.group(2);
      (isTest ? tests : sources).add(new Place(Integer.parseInt(link.group(1)), section, type));
    }
  }

  /// 10 comes behind 9.
  private static int bySection(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order =
          left[i].matches("\\d+") && right[i].matches("\\d+")
              ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  /// Writes RFCS.md anew; its argument is the folder of the checkout.
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toAbsolutePath().normalize();
    Files.writeString(root.resolve("RFCS.md"), page(rows(root)));
  }
}
