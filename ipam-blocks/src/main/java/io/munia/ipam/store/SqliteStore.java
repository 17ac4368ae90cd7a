package io.munia.ipam.store;

import java.nio.file.Path;
import java.util.Collection;

/// A store in one SQLite file, shared by several processes of one machine.
@SuppressWarnings("DoNotCallSuggester")
public final class SqliteStore implements KeyValueStore {
  private SqliteStore() {}

  /// Opens the file, or creates it; its folder has to exist.
  ///
  /// @throws StoreException where that cannot be
  public static SqliteStore open(Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Listing get(Collection<String> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Listing list(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Outcome commit(Transaction transaction) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Subscription watch(String prefix, long revision, Listener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String describe() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
