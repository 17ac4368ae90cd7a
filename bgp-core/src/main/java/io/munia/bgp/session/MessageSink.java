package io.munia.bgp.session;

/// Where encoded messages go: one session's way out. Used on the session's loop alone.
public interface MessageSink {

  /// Whether the session takes more now; when it does again after it did not,
  /// [PeerListener#writable] is called.
  boolean writable();

  /// Copies `bytes[0, length)`, whole encoded messages, once into a form that any number of
  /// sessions of this endpoint send without a further copy.
  SharedMessages share(byte[] bytes, int length);

  /// Queues and flushes `[from, to)` of what was shared, cut at message borders; the sink keeps it
  /// alive until it is written.
  void send(SharedMessages messages, int from, int to);

  /// Encoded messages that several sessions send. Born with one reference, the caller's.
  interface SharedMessages {
    /// In bytes.
    int length();

    /// Gives the caller's reference back: memory is freed when every send is through as well.
    void release();
  }
}
