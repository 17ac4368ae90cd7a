package io.munia.ipam;

import com.fasterxml.jackson.core.JsonGenerator;
import io.munia.ipam.Block.Attribute;
import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.net.Prefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A block to Calico's JSON and back.
final class BlockJson {
  /// Larger blocks are nobody's: Calico's largest are /20 and /116.
  private static final int ADDRESSES_MAX = 4096;

  private BlockJson() {}

  static byte[] write(Block block) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator out = JsonTree.FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("cidr", block.cidr().toString());
      out.writeFieldName("affinity");
      if (block.affinity() == null) {
        out.writeNull();
      } else {
        out.writeString(block.affinity());
      }
      if (block.claimed() != null) {
        out.writeStringField("affinity_claim_time", time(block.claimed()));
      }
      out.writeArrayFieldStart("allocations");
      for (int index : block.allocations()) {
        if (index == Block.FREE) {
          out.writeNull();
        } else {
          out.writeNumber(index);
        }
      }
      out.writeEndArray();
      out.writeArrayFieldStart("unallocated");
      for (int ordinal : block.unallocated()) {
        out.writeNumber(ordinal);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("attributes");
      for (Attribute attribute : block.attributes()) {
        write(attribute, out);
      }
      out.writeEndArray();
      out.writeNumberField("sequenceNumber", block.sequence());
      out.writeObjectFieldStart("sequenceNumberForAllocation");
      SortedMap<String, Long> byText = new TreeMap<>();
      block.sequences().forEach((ordinal, sequence) -> byText.put("" + ordinal, sequence));
      for (Map.Entry<String, Long> each : byText.entrySet()) {
        out.writeNumberField(each.getKey(), each.getValue());
      }
      out.writeEndObject();
      out.writeBooleanField("deleted", false);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Attribute attribute, JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (attribute.handle() == null) {
      out.writeNullField("handle_id");
    } else {
      out.writeStringField("handle_id", attribute.handle());
    }
    write("secondary", attribute.active(), out);
    if (!attribute.alternate().isEmpty()) {
      write("alternateOwnerAttrs", attribute.alternate(), out);
    }
    if (attribute.releasedAt() != null) {
      out.writeStringField("releasedAt", time(attribute.releasedAt()));
    }
    out.writeEndObject();
  }

  private static void write(String name, Map<String, String> texts, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> each : texts.entrySet()) {
      out.writeStringField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
  }

  /// Whole seconds, as Kubernetes writes times.
  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Block read(Prefix expected, byte[] value) throws UnreadableException {
    Map<String, @Nullable Object> object = JsonTree.read(value);
    if (!JsonTree.text(object, "cidr").equals(expected.toString())) {
      throw new UnreadableException(
          "its cidr is " + object.get("cidr") + ", its key says " + expected);
    }
    if (expected.version().bits() - expected.length() > 12) {
      throw new UnreadableException("it has more than " + ADDRESSES_MAX + " addresses");
    }
    List<Attribute> attributes = new ArrayList<>();
    for (Object each : JsonTree.list(object, "attributes")) {
      attributes.add(attribute(JsonTree.asObject(each, "attributes")));
    }
    int size = Block.size(expected);
    int[] allocations = allocations(JsonTree.list(object, "allocations"), size, attributes.size());
    int[] free = unallocated(JsonTree.list(object, "unallocated"), allocations);
    SortedMap<Integer, Long> sequences = new TreeMap<>();
    for (Map.Entry<String, @Nullable Object> each :
        JsonTree.object(object, "sequenceNumberForAllocation").entrySet()) {
      if (each.getKey().matches("[0-9]{1,4}") && each.getValue() instanceof Long sequence) {
        sequences.put(Integer.valueOf(each.getKey()), sequence);
      }
    }
    String affinity = JsonTree.textOrNull(object, "affinity");
    String host = JsonTree.textOrNull(object, "hostAffinity");
    return new Block(
        expected,
        affinity == null && host != null ? Block.HOST + host : affinity,
        time(object, "affinity_claim_time"),
        allocations,
        free,
        attributes,
        object.containsKey("sequenceNumber") ? JsonTree.number(object, "sequenceNumber") : 0,
        sequences);
  }

  private static int[] allocations(List<?> list, int size, int attributes)
      throws UnreadableException {
    if (list.size() != size) {
      throw new UnreadableException(
          "it lists " + list.size() + " allocations, it has " + size + " addresses");
    }
    int[] allocations = new int[size];
    for (int i = 0; i < size; i++) {
      Object index = list.get(i);
      if (index == null) {
        allocations[i] = Block.FREE;
      } else if (index instanceof Long number && number >= 0 && number < attributes) {
        allocations[i] = number.intValue();
      } else {
        throw new UnreadableException("allocation " + i + " names attribute " + index);
      }
    }
    return allocations;
  }

  /// Each free ordinal once and no other: a block of which this is not true would hand an address
  /// out twice, or never.
  private static int[] unallocated(List<?> list, int[] allocations) throws UnreadableException {
    BitSet seen = new BitSet();
    int[] free = new int[list.size()];
    for (int i = 0; i < free.length; i++) {
      if (!(list.get(i) instanceof Long ordinal) || ordinal < 0 || ordinal >= allocations.length) {
        throw new UnreadableException("unallocated names ordinal " + list.get(i));
      }
      free[i] = ordinal.intValue();
      if (seen.get(free[i])) {
        throw new UnreadableException("ordinal " + ordinal + " is twice among the unallocated");
      }
      if (allocations[free[i]] != Block.FREE) {
        throw new UnreadableException("ordinal " + ordinal + " is both in use and unallocated");
      }
      seen.set(free[i]);
    }
    long unused = Arrays.stream(allocations).filter(index -> index == Block.FREE).count();
    if (unused != free.length) {
      throw new UnreadableException(
          (unused - free.length) + " ordinals are neither in use nor unallocated");
    }
    return free;
  }

  private static Attribute attribute(Map<String, @Nullable Object> object)
      throws UnreadableException {
    return new Attribute(
        JsonTree.textOrNull(object, "handle_id"),
        JsonTree.texts(object, "secondary"),
        JsonTree.texts(object, "alternateOwnerAttrs"),
        time(object, "releasedAt"));
  }

  private static @Nullable Instant time(Map<String, @Nullable Object> object, String name)
      throws UnreadableException {
    String text = JsonTree.textOrNull(object, name);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UnreadableException(name + " is not a time: " + text);
    }
  }
}
