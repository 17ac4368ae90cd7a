package io.munia.bgp.codec;

import io.munia.bgp.message.Notification;

/// What [RFC 7606](https://www.rfc-editor.org/rfc/rfc7606) says is to be done with an UPDATE.
/// Several faults in one message give one verdict: the strongest.
public sealed interface Verdict {
  /// Nothing wrong.
  record Intact() implements Verdict {}

  /// One or more attributes were dropped; the rest stands ("attribute discard").
  record AttributeDiscarded(int attribute, String why) implements Verdict {}

  /// The announced routes count as withdrawn ("treat-as-withdraw").
  record TreatAsWithdraw(int attribute, String why) implements Verdict {}

  /// The session cannot go on ("session reset").
  record ResetSession(Notification notification, String why) implements Verdict {}

  /// The one verdict that is not worth an object each time.
  Verdict INTACT = new Intact();
}
