package io.munia.bgp.codec;

import io.munia.bgp.message.Notification;

/// Collects what is wrong with one UPDATE: of several faults the strongest counts, of equal ones
/// the first ([RFC 7606 §3](https://www.rfc-editor.org/rfc/rfc7606#section-3)). Sentences are made
/// where a fault is found, so a message without one costs nothing.
final class Faults {
  private static final int NONE = 0;
  private static final int DISCARD = 1;
  private static final int WITHDRAW = 2;
  private static final int RESET = 3;
  private static final byte[] NO_DATA = {};

  private int severity = NONE;
  private int attribute;
  private int subcode;
  private byte[] data = NO_DATA;
  private String why = "";
  private boolean extentInDoubt;

  void clear() {
    severity = NONE;
    extentInDoubt = false;
  }

  /// Attribute discard.
  void discard(int attribute, String why) {
    raise(DISCARD, attribute, 0, why);
  }

  /// Treat-as-withdraw.
  void withdraw(int attribute, String why) {
    raise(WITHDRAW, attribute, 0, why);
  }

  /// Treat-as-withdraw for an attribute that does not end where the attributes do: it may have
  /// swallowed others.
  void withdrawForOverrun(int attribute, String why) {
    extentInDoubt = true;
    raise(WITHDRAW, attribute, 0, why);
  }

  /// Session reset with an UPDATE Message Error of this subcode, and no data.
  void reset(int subcode, String why) {
    reset(subcode, NO_DATA, why);
  }

  /// Session reset with an UPDATE Message Error of this subcode.
  void reset(int subcode, byte[] data, String why) {
    if (severity < RESET) {
      this.data = data;
    }
    raise(RESET, 0, subcode, why);
  }

  private void raise(int severity, int attribute, int subcode, String why) {
    if (severity > this.severity) {
      this.severity = severity;
      this.attribute = attribute;
      this.subcode = subcode;
      this.why = why;
    }
  }

  boolean none() {
    return severity == NONE;
  }

  boolean isReset() {
    return severity == RESET;
  }

  /// Whether the attributes are not to be used.
  boolean withdrawOrReset() {
    return severity >= WITHDRAW;
  }

  /// Whether prefixes may have gone unseen in an attribute that overran.
  boolean extentInDoubt() {
    return extentInDoubt;
  }

  String why() {
    return why;
  }

  Verdict verdict() {
    return switch (severity) {
      case NONE -> Verdict.INTACT;
      case DISCARD -> new Verdict.AttributeDiscarded(attribute, why);
      case WITHDRAW -> new Verdict.TreatAsWithdraw(attribute, why);
      default ->
          new Verdict.ResetSession(new Notification(ErrorCode.UPDATE_MESSAGE, subcode, data), why);
    };
  }
}
