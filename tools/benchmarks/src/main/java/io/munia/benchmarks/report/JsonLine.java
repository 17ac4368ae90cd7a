package io.munia.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.munia.benchmarks.report.Outcome.Failed;
import io.munia.benchmarks.report.Outcome.Late;
import io.munia.benchmarks.report.Outcome.Measured;
import io.munia.benchmarks.report.Outcome.Skipped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One outcome as one line of JSON, and back.
///
/// @param axis where it belongs to a series
public record JsonLine(Optional<Axis> axis, Outcome outcome) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final double PRECISION = 1e6;

  public static String of(Outcome outcome) {
    return text(Optional.empty(), outcome);
  }

  public static String of(Point point) {
    return text(Optional.of(point.axis()), point.outcome());
  }

  private static String text(Optional<Axis> axis, Outcome outcome) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      Case of = outcome.of();
      json.writeStartObject();
      json.writeStringField("scenario", of.scenario().word());
      json.writeStringField("table", of.table());
      json.writeNumberField("routes", of.routes());
      json.writeNumberField("senders", of.senders());
      json.writeNumberField("receivers", of.receivers());
      json.writeNumberField("updates", of.updates());
      if (axis.isPresent()) {
        json.writeStringField("axis", axis.orElseThrow().word());
      }
      json.writeStringField("speaker", outcome.speaker());
      json.writeNumberField("run", outcome.run());
      switch (outcome) {
        case Measured measured -> figures(json, measured);
        case Late late -> {
          json.writeNumberField("limit s", late.seconds());
          json.writeStringField("late", late.how());
        }
        case Skipped skipped -> json.writeStringField("skipped", skipped.why());
        case Failed failed -> json.writeStringField("failed", failed.why());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static void figures(JsonGenerator json, Measured measured) throws IOException {
    for (Figure figure : Figure.values()) {
      Double value = measured.figures().get(figure);
      if (value != null) {
        json.writeNumberField(figure.title(), Math.round(value * PRECISION) / PRECISION);
      }
    }
  }

  /// @throws IOException with a sentence, where it is no such line
  public static JsonLine read(String line) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        switch (json.nextToken()) {
          case VALUE_STRING -> texts.put(name, json.getText());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers.put(name, json.getDoubleValue());
          default -> throw new IOException("'" + name + "' is neither text nor number");
        }
      }
      return new JsonLine(
          Optional.ofNullable(texts.get("axis")).flatMap(Axis::named), outcome(texts, numbers));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Outcome outcome(Map<String, String> texts, Map<String, Double> numbers)
      throws IOException {
    Case of =
        new Case(
            Scenario.named(texts.getOrDefault("scenario", ""))
                .orElseThrow(() -> new IOException("no scenario")),
            texts.getOrDefault("table", Case.USUAL_TABLE),
            whole(numbers, "routes"),
            whole(numbers, "senders"),
            whole(numbers, "receivers"),
            whole(numbers, "updates"));
    String speaker = texts.getOrDefault("speaker", "?");
    int run = whole(numbers, "run");
    @Nullable String late = texts.get("late");
    if (late != null) {
      return new Late(of, speaker, run, numbers.getOrDefault("limit s", 0.0), late);
    }
    @Nullable String skipped = texts.get("skipped");
    if (skipped != null) {
      return new Skipped(of, speaker, run, skipped);
    }
    @Nullable String failed = texts.get("failed");
    if (failed != null) {
      return new Failed(of, speaker, run, failed);
    }
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    numbers.forEach(
        (name, value) -> Figure.titled(name).ifPresent(figure -> figures.put(figure, value)));
    return new Measured(of, speaker, run, figures);
  }

  private static int whole(Map<String, Double> numbers, String name) {
    return numbers.getOrDefault(name, 0.0).intValue();
  }
}
