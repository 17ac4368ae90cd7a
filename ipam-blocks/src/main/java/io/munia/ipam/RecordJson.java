package io.munia.ipam;

import com.fasterxml.jackson.core.JsonGenerator;
import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.net.Prefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The small records to JSON and back: Calico's affinity and handle, our span, node and pools.
final class RecordJson {
  private RecordJson() {}

  private interface Writing {
    void to(JsonGenerator out) throws IOException;
  }

  private static byte[] object(Writing fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator out = JsonTree.FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      fields.to(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] affinity(AffinityState state) {
    return object(out -> {
      out.writeStringField("state", state.text());
      out.writeBooleanField("deleted", false);
    });
  }

  /// An affinity without a state is from before there were states: it counts as confirmed.
  static AffinityState affinity(byte[] value) throws UnreadableException {
    String text = JsonTree.textOrNull(JsonTree.read(value), "state");
    if (text == null || text.isEmpty()) {
      return AffinityState.CONFIRMED;
    }
    for (AffinityState state : AffinityState.values()) {
      if (state.text().equals(text)) {
        return state;
      }
    }
    throw new UnreadableException("its state is " + text);
  }

  /// How many addresses a handle has in which block.
  static byte[] handle(SortedMap<Prefix, Integer> counts) {
    return object(out -> {
      out.writeObjectFieldStart("block");
      for (Map.Entry<Prefix, Integer> each : counts.entrySet()) {
        out.writeNumberField(each.getKey().toString(), each.getValue());
      }
      out.writeEndObject();
      out.writeBooleanField("deleted", false);
    });
  }

  static SortedMap<Prefix, Integer> handle(byte[] value) throws UnreadableException {
    SortedMap<Prefix, Integer> counts = new TreeMap<>();
    for (Map.Entry<String, @Nullable Object> each :
        JsonTree.object(JsonTree.read(value), "block").entrySet()) {
      if (!(each.getValue() instanceof Long count) || count < 0 || count > Integer.MAX_VALUE) {
        throw new UnreadableException("its count for " + each.getKey() + " is no number");
      }
      counts.put(prefix(each.getKey()), count.intValue());
    }
    return counts;
  }

  static byte[] span(String owner) {
    return object(out -> out.writeStringField("owner", owner));
  }

  /// @param span the one that was claimed last
  static byte[] growth(Prefix span) {
    return object(out -> out.writeStringField("last", span.toString()));
  }

  static String span(byte[] value) throws UnreadableException {
    return JsonTree.text(JsonTree.read(value), "owner");
  }

  static byte[] node(Place place) {
    return object(out -> {
      for (Map.Entry<String, String> part : place.parts().entrySet()) {
        out.writeStringField(part.getKey(), part.getValue());
      }
    });
  }

  static byte[] pools(List<Pool> pools) {
    return object(out -> {
      out.writeArrayFieldStart("pools");
      for (Pool pool : pools) {
        out.writeStartObject();
        out.writeStringField("name", pool.name());
        out.writeStringField("cidr", pool.cidr().toString());
        out.writeNumberField("block", pool.blockLength());
        out.writeArrayFieldStart("levels");
        for (Level level : pool.levels()) {
          out.writeStartObject();
          out.writeStringField("by", level.by());
          out.writeNumberField("span", level.spanLength());
          out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
    });
  }

  static List<Pool> pools(byte[] value) throws UnreadableException {
    List<Pool> pools = new ArrayList<>();
    for (Object each : JsonTree.list(JsonTree.read(value), "pools")) {
      Map<String, @Nullable Object> pool = JsonTree.asObject(each, "pools");
      List<Level> levels = new ArrayList<>();
      for (Object one : JsonTree.list(pool, "levels")) {
        Map<String, @Nullable Object> level = JsonTree.asObject(one, "levels");
        levels.add(new Level(JsonTree.text(level, "by"), length(level, "span")));
      }
      try {
        pools.add(
            new Pool(
                JsonTree.text(pool, "name"),
                prefix(JsonTree.text(pool, "cidr")),
                length(pool, "block"),
                levels));
      } catch (IllegalArgumentException e) {
        throw new UnreadableException(String.valueOf(e.getMessage()));
      }
    }
    return pools;
  }

  private static int length(Map<String, @Nullable Object> object, String name)
      throws UnreadableException {
    return Math.clamp(JsonTree.number(object, name), -1, 129);
  }

  private static Prefix prefix(String text) throws UnreadableException {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()));
    }
  }
}
