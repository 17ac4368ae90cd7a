package io.munia.bfd;

import java.util.List;

/// State of one end of a session, in the order of its numbers ([RFC 5880
/// §4.1](https://www.rfc-editor.org/rfc/rfc5880#section-4.1)).
public enum BfdState {
  ADMIN_DOWN(0),
  DOWN(1),
  INIT(2),
  UP(3);

  private static final List<BfdState> ALL = List.of(values());

  private final int number;

  BfdState(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /// @param number two bits
  static BfdState of(int number) {
    return ALL.get(number & 3);
  }

  /// As the RFC spells it.
  @Override
  public String toString() {
    return switch (this) {
      case ADMIN_DOWN -> "AdminDown";
      case DOWN -> "Down";
      case INIT -> "Init";
      case UP -> "Up";
    };
  }
}
