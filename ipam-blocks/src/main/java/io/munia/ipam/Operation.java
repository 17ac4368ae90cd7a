package io.munia.ipam;

import io.munia.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that a caller waits for. Its answer is set under the IPAM's lock.
sealed interface Operation {
  /// Addresses for a handle.
  record Assign(AssignRequest request, Answer<Assignment> answer) implements Operation {}

  /// Every address of a handle back.
  record ReleaseHandle(String handle, Answer<List<IpAddress>> answer) implements Operation {}

  /// One address back; nothing happens if it is not in use.
  record ReleaseAddress(IpAddress address, Answer<List<IpAddress>> answer) implements Operation {}

  Answer<?> answer();

  /// Where the answer goes: set again on every attempt, final once committed. `done` is written
  /// last, so whoever sees it sees the rest.
  final class Answer<T> {
    private @Nullable T value;
    private @Nullable RuntimeException failure;
    private volatile boolean done;

    void set(T to) {
      value = to;
    }

    /// The batch is committed: what was set last is what happened.
    void done() {
      done = true;
    }

    void fail(RuntimeException because) {
      failure = because;
      done = true;
    }

    boolean isDone() {
      return done;
    }

    T get() {
      if (failure != null) {
        throw failure;
      }
      T set = value;
      if (!done || set == null) {
        throw new IllegalStateException("asked for an answer before there was one");
      }
      return set;
    }
  }
}
