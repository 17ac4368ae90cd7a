package io.munia.ipam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stored record as maps, lists, strings, numbers and nulls: read whole first, then looked at, so
/// that a field of the wrong kind is one sentence and not a parser's state.
final class JsonTree {
  /// A block of 4096 addresses has 4; more is nothing of ours.
  private static final int DEPTH_MAX = 16;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();

  /// A record that does not say what it should. The message is a clause: what was found.
  static final class UnreadableException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    UnreadableException(String found) {
      super(found);
    }
  }

  private JsonTree() {}

  static Map<String, @Nullable Object> read(byte[] value) throws UnreadableException {
    try (JsonParser parser = FACTORY.createParser(value)) {
      parser.nextToken();
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new UnreadableException("it is not a JSON object");
      }
      return object(parser);
    } catch (StreamReadException e) {
      throw new UnreadableException("it is not JSON (" + e.getOriginalMessage() + ")");
    } catch (IOException e) {
      throw new UnreadableException("it is not JSON (" + e.getMessage() + ")");
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return parser.getText();
  }

  static @Nullable String textOrNull(Map<String, @Nullable Object> object, String name)
      throws UnreadableException {
    Object value = object.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new UnreadableException(name + " is not text");
  }

  static String text(Map<String, @Nullable Object> object, String name) throws UnreadableException {
    String value = textOrNull(object, name);
    if (value == null) {
      throw new UnreadableException(name + " is missing");
    }
    return value;
  }

  static long number(Map<String, @Nullable Object> object, String name) throws UnreadableException {
    if (object.get(name) instanceof Long value) {
      return value;
    }
    throw new UnreadableException(name + " is not a whole number");
  }

  /// The list of this name; empty where it is absent or null.
  static List<?> list(Map<String, @Nullable Object> object, String name)
      throws UnreadableException {
    Object value = object.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new UnreadableException(name + " is not a list");
  }

  /// The object of this name; empty where it is absent or null.
  static Map<String, @Nullable Object> object(Map<String, @Nullable Object> object, String name)
      throws UnreadableException {
    Object value = object.get(name);
    return value == null ? Map.of() : asObject(value, name);
  }

  static Map<String, @Nullable Object> asObject(@Nullable Object value, String name)
      throws UnreadableException {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> typed = new LinkedHashMap<>();
      map.forEach((key, each) -> typed.put(String.valueOf(key), each));
      return typed;
    }
    throw new UnreadableException(name + " is not an object");
  }

  /// The object of this name, all of whose values are texts.
  static Map<String, String> texts(Map<String, @Nullable Object> object, String name)
      throws UnreadableException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> each : object(object, name).entrySet()) {
      if (!(each.getValue() instanceof String text)) {
        throw new UnreadableException(name + "." + each.getKey() + " is not text");
      }
      texts.put(each.getKey(), text);
    }
    return texts;
  }
}
