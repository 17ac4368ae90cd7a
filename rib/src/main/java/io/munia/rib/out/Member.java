package io.munia.rib.out;

import io.munia.bgp.session.MessageSink;
import io.munia.rib.table.Source;
import org.jspecify.annotations.Nullable;

/// One neighbour in one family's update group. Owned by the RIB's loop.
public final class Member {
  final Source source;
  final MessageSink sink;
  final boolean markedRefresh;

  /// Whose reader serves it now.
  @Nullable Cohort cohort;

  /// The first chunk of its cohort that it has not got; null when it has got them all.
  @Nullable Chunk pending;

  /// Whether it is to be sent End-of-RIB once it has been told all that there was when its reader
  /// began.
  boolean endOfRibDue;

  /// The same of the end of a refresh.
  boolean endOfRefreshDue;

  /// @param markedRefresh whether a re-advertisement is delimited ([RFC
  ///   7313](https://www.rfc-editor.org/rfc/rfc7313))
  public Member(Source source, MessageSink sink, boolean markedRefresh) {
    this.source = source;
    this.sink = sink;
    this.markedRefresh = markedRefresh;
  }

  public boolean markedRefresh() {
    return markedRefresh;
  }

  public Source source() {
    return source;
  }

  /// Destinations that it was announced, as far as its reader has come.
  public int announced() {
    return cohort == null ? 0 : cohort.announced(this);
  }

  /// Whether it has been told all that there was when its reader began, and is due nothing.
  boolean complete() {
    return !endOfRibDue && !endOfRefreshDue && cohort != null && !cohort.hasGoal();
  }

  /// Whether it could be sent something this moment.
  boolean ready() {
    return pending == null && sink.writable();
  }
}
