package io.munia.rib.out;

import io.munia.bgp.session.MessageSink;
import io.munia.bgp.session.MessageSink.SharedMessages;
import org.jspecify.annotations.Nullable;

/// Encoded messages on their way to a cohort's members: one buffer for all of them. What comes from
/// a member itself is left out for that member by sending around its segments; everybody else is
/// sent the whole in one piece, which is what makes a large fan-out cheap.
final class Chunk {
  /// Memory of a chunk beside its bytes, for the ring's budget.
  static final int OVERHEAD_BYTES = 256;

  final SharedMessages messages;
  final Batch batch;

  /// The one member it is for, or null where it is for all.
  final @Nullable Member only;

  /// Whether it is what the member was due at its goal.
  private final boolean due;

  /// Triples: index of the source, from, to; ascending, without gaps.
  private final int[] segments;

  /// Members that have not got it.
  int waiting;

  /// Lies in the older half of the ring, as far as was looked last.
  boolean late;

  @Nullable Chunk next;

  Chunk(SharedMessages messages, int[] segments, Batch batch, @Nullable Member only, boolean due) {
    this.messages = messages;
    this.segments = segments;
    this.batch = batch;
    this.only = only;
    this.due = due;
  }

  int bytes() {
    return messages.length() + OVERHEAD_BYTES;
  }

  void sendTo(Member member) {
    if (only != null && only != member) {
      return;
    }
    if (due) {
      member.endOfRibDue = false;
      member.endOfRefreshDue = false;
    }
    MessageSink sink = member.sink;
    int own = member.source.index();
    int from = 0;
    for (int i = 0; i < segments.length; i += 3) {
      if (segments[i] == own) {
        if (segments[i + 1] > from) {
          sink.send(messages, from, segments[i + 1]);
        }
        from = segments[i + 2];
      }
    }
    if (messages.length() > from) {
      sink.send(messages, from, messages.length());
    }
  }
}
