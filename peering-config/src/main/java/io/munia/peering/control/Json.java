package io.munia.peering.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value as a tree; small answers only, so plain records do.
public sealed interface Json {

  record Obj(Map<String, Json> members) implements Json {
    /// Members in the order they were put.
    public Obj {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /// The text of this member; empty where it is missing or no text.
    public String text(String name) {
      return members.get(name) instanceof Text(String value) ? value : "";
    }

    /// The number of this member; 0 where it is missing or no number.
    public long number(String name) {
      return members.get(name) instanceof Num(long value) ? value : 0;
    }

    /// The truth of this member; false where it is missing or no truth value.
    public boolean bool(String name) {
      return members.get(name) instanceof Bool(boolean value) && value;
    }

    /// The elements of this member; none where it is missing or no array.
    public List<Json> list(String name) {
      return members.get(name) instanceof Arr(List<Json> elements) ? elements : List.of();
    }

    /// The members of this member; none where it is missing or no object.
    public Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : new Obj(Map.of());
    }
  }

  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  record Text(String value) implements Json {}

  /// The protocol has whole numbers only.
  record Num(long value) implements Json {}

  /// A number that is not whole or is too large for [Num], as it was written: the protocol has
  /// none, but what others may put into their JSON does.
  record Decimal(String digits) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}

  /// Starts an object.
  static ObjBuilder object() {
    return new ObjBuilder();
  }

  static Json text(String value) {
    return new Text(value);
  }

  static Json number(long value) {
    return new Num(value);
  }

  /// Puts members one after the other.
  final class ObjBuilder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private ObjBuilder() {}

    public ObjBuilder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    public ObjBuilder put(String name, String value) {
      return put(name, new Text(value));
    }

    public ObjBuilder put(String name, long value) {
      return put(name, new Num(value));
    }

    public ObjBuilder put(String name, boolean value) {
      return put(name, new Bool(value));
    }

    public ObjBuilder put(String name, List<? extends Json> elements) {
      return put(name, new Arr(List.copyOf(elements)));
    }

    public Obj build() {
      return new Obj(members);
    }
  }
}
