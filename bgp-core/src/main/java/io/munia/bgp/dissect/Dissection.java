package io.munia.bgp.dissect;

import io.munia.net.AddressFamily;
import java.util.List;
import java.util.Optional;

/// One message taken apart.
///
/// @param message its type by name, `UPDATE`; empty where that cannot be told
/// @param bytes how long it is, header included; all that is left where that cannot be told
/// @param outcome what a session would do with it
/// @param code error code of the NOTIFICATION that a session would send; 0 where it sends none
/// @param subcode its subcode
/// @param error what is wrong, in a sentence; empty where nothing is
/// @param attributes of an UPDATE as they stand in it, down to the first that is cut off
/// @param announced what a session would take in
/// @param withdrawn what a session would take out, announcements that [RFC
///   7606](https://www.rfc-editor.org/rfc/rfc7606) treats as withdrawals among them
/// @param endOfRib the family whose End-of-RIB marker this is ([RFC 4724
///   §2](https://www.rfc-editor.org/rfc/rfc4724#section-2))
/// @param says what else it says, in order: of an OPEN its fields, of a NOTIFICATION its reason
public record Dissection(
    String message,
    int bytes,
    Outcome outcome,
    int code,
    int subcode,
    String error,
    List<Attribute> attributes,
    List<Destination> announced,
    List<Destination> withdrawn,
    Optional<AddressFamily> endOfRib,
    List<Part> says) {
  public Dissection {
    attributes = List.copyOf(attributes);
    announced = List.copyOf(announced);
    withdrawn = List.copyOf(withdrawn);
    says = List.copyOf(says);
  }

  /// The same as a session has judged it that knew more.
  public Dissection as(Outcome judged, String why) {
    return new Dissection(
        message,
        bytes,
        judged,
        judged == Outcome.RESET ? code : 0,
        judged == Outcome.RESET ? subcode : 0,
        why,
        attributes,
        announced,
        withdrawn,
        endOfRib,
        says);
  }

  /// @param label what it is: `hold time`
  /// @param text what it says
  public record Part(String label, String text) {}

  /// From the mildest to the strongest.
  public enum Outcome {
    /// It is taken as it is.
    ACCEPT,
    /// Part of it is left out, or all of it has no effect: "attribute discard".
    DISCARD,
    /// What it announces counts as withdrawn: "treat-as-withdraw".
    WITHDRAW,
    /// The session ends: "session reset".
    RESET
  }

  /// @param type attribute type code
  /// @param flags as they stood, Extended Length among them
  /// @param name by the registry
  /// @param value as people read it
  /// @param at where its header begins, in bytes from the start of the message
  /// @param length of the value in bytes, as far as it is there
  /// @param cutOff whether its value runs past the end of the attributes
  /// @param taken what a session takes it for where that is not what stands there: an AS_PATH or
  ///   AGGREGATOR of 2-octet numbers with its 4-octet ones ([RFC 6793
  ///   §4.2.3](https://www.rfc-editor.org/rfc/rfc6793#section-4.2.3)); empty otherwise
  public record Attribute(
      int type,
      int flags,
      String name,
      String value,
      int at,
      int length,
      boolean cutOff,
      String taken) {
    Attribute takenAs(String merged) {
      return new Attribute(type, flags, name, value, at, length, cutOff, merged);
    }
  }

  /// @param nlri as people read it: `10.0.0.0/8`
  /// @param pathId where the session carries one
  /// @param nextHop of what is announced; empty otherwise
  public record Destination(
      AddressFamily family, String nlri, Optional<Long> pathId, String nextHop) {}
}
