package io.munia.peering.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text to a tree and back. Nesting is bounded, so hostile text cannot exhaust the stack; its
/// length is bounded by whoever reads the line.
public final class JsonText {
  private static final int DEPTH_MAX = 32;
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonText() {}

  /// On one line.
  public static String write(Json value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withoutControls(text.toString());
  }

  /// The controls that JSON lets stand in texts (U+007F to U+009F) steer some terminals.
  private static String withoutControls(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean control = c >= 0x7f && c <= 0x9f;
      if (control && escaped == null) {
        escaped = new StringBuilder(json.substring(0, i));
      }
      if (escaped != null) {
        escaped.append(control ? "\\u00" + Integer.toHexString(c) : Character.toString(c));
      }
    }
    return escaped == null ? json : escaped.toString();
  }

  private static void write(Json value, JsonGenerator out) throws IOException {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> {
        out.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          out.writeFieldName(member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
      case Json.Arr(List<Json> elements) -> {
        out.writeStartArray();
        for (Json element : elements) {
          write(element, out);
        }
        out.writeEndArray();
      }
      case Json.Text(String text) -> out.writeString(text);
      case Json.Num(long number) -> out.writeNumber(number);
      case Json.Decimal(String digits) -> out.writeNumber(digits);
      case Json.Bool(boolean truth) -> out.writeBoolean(truth);
      case Json.Null() -> out.writeNull();
    }
  }

  /// Text in which every number is whole and fits 64 bits, as the protocol has them.
  ///
  /// @throws MalformedLineException where it is not one JSON value
  public static Json read(String text) throws MalformedLineException {
    return read(text, /* decimals= */ false);
  }

  /// Text of anybody's, with any number.
  ///
  /// @throws MalformedLineException where it is not one JSON value
  public static Json readAny(String text) throws MalformedLineException {
    return read(text, /* decimals= */ true);
  }

  private static Json read(String text, boolean decimals) throws MalformedLineException {
    try (JsonParser in = FACTORY.createParser(text)) {
      Json value = read(in, in.nextToken(), decimals);
      if (in.nextToken() != null) {
        throw new MalformedLineException("more than one JSON value on a line");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new MalformedLineException("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Json read(JsonParser in, @Nullable JsonToken token, boolean decimals)
      throws IOException, MalformedLineException {
    return switch (token) {
      case START_OBJECT -> readObject(in, decimals);
      case START_ARRAY -> readArray(in, decimals);
      case VALUE_STRING -> new Json.Text(in.getText());
      case VALUE_NUMBER_INT ->
          decimals && in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new Json.Decimal(in.getText())
              : new Json.Num(in.getLongValue());
      case VALUE_NUMBER_FLOAT -> {
        if (!decimals) {
          throw new MalformedLineException("not understood: " + in.getText());
        }
        yield new Json.Decimal(in.getText());
      }
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case null -> throw new MalformedLineException("an empty line is no JSON value");
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new MalformedLineException("not understood: " + in.getText());
    };
  }

  private static Json readObject(JsonParser in, boolean decimals)
      throws IOException, MalformedLineException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      members.put(name, read(in, in.nextToken(), decimals));
    }
    return new Json.Obj(members);
  }

  private static Json readArray(JsonParser in, boolean decimals)
      throws IOException, MalformedLineException {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      elements.add(read(in, token, decimals));
    }
    return new Json.Arr(elements);
  }
}
