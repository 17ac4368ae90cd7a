package io.munia.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What was measured, one line of JSON each, so that tables and plots can be made again without
/// measuring. Lines that only have `about` say where it was measured.
public final class ResultsFile {
  /// Of the scenarios.
  public static final String RUNS = "runs.jsonl";

  /// Of the series.
  public static final String POINTS = "points.jsonl";

  private static final String ABOUT = "{\"about\":";

  private ResultsFile() {}

  /// @param about sentences
  public record Content(List<String> about, List<JsonLine> lines) {
    public Content {
      about = List.copyOf(about);
      lines = List.copyOf(lines);
    }

    public List<Outcome> outcomes() {
      return lines.stream().map(JsonLine::outcome).toList();
    }

    public List<Point> points() {
      return lines.stream()
          .filter(line -> line.axis().isPresent())
          .map(line -> new Point(line.axis().orElseThrow(), line.outcome()))
          .toList();
    }
  }

  /// Begins a new one.
  public static void begin(Path file, List<String> about) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    StringBuilder text = new StringBuilder();
    for (String sentence : about) {
      text.append(ABOUT).append(JsonLine.quoted(sentence)).append("}\n");
    }
    Files.writeString(file, text.toString());
  }

  public static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  /// Nothing where there is no such file.
  ///
  /// @throws IOException with a sentence that names file and line
  public static Content read(Path file) throws IOException {
    List<String> about = new ArrayList<>();
    List<JsonLine> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return new Content(about, lines);
    }
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      try {
        if (line.startsWith(ABOUT)) {
          about.add(sentence(line));
        } else if (!line.isBlank()) {
          lines.add(JsonLine.read(line));
        }
      } catch (IOException e) {
        throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    return new Content(about, lines);
  }

  private static String sentence(String line) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      json.nextToken();
      json.nextToken();
      return json.getText();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException("no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
