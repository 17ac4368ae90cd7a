package io.munia.peering.router;

import io.munia.peering.change.Change;
import io.munia.peering.model.PeeringConfig;
import io.munia.rib.RibView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// One speaker, whole: sessions, tables and ports on one loop, which this class starts and stops.
/// Thread-safe: what touches tables and sessions is posted to the loop. The desired state is owned
/// by this object, under its lock.
@SuppressWarnings("DoNotCallSuggester")
public final class Router implements AutoCloseable {
  private Router() {}

  /// Listens, connects, originates. What was begun is undone where it does not come to a good end.
  ///
  /// @throws StartException with a sentence, where the machine does not allow it
  public static Router start(PeeringConfig config, Ports.Wiring wiring) throws StartException {
    throw new UnsupportedOperationException();
  }

  /// Goes from the configuration that holds to this one, and says what was done; nothing where
  /// nothing differs.
  public List<Change> apply(PeeringConfig next) {
    throw new UnsupportedOperationException();
  }

  /// The configuration that holds.
  public PeeringConfig config() {
    throw new UnsupportedOperationException();
  }

  /// A picture of sessions and counters, taken on the loop.
  public CompletableFuture<RouterStatus> status() {
    throw new UnsupportedOperationException();
  }

  /// Reads tables on the loop; the function must be short.
  public <T> CompletableFuture<T> read(Function<RibView, T> reading) {
    throw new UnsupportedOperationException();
  }

  /// Ends every session (Cease, administrative shutdown), closes the sources, stops the loop.
  /// Forwarding tables stay as they are.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
