package io.munia.ipam;

import io.munia.ipam.store.KeyValueStore;
import java.util.Collection;

/// A store of whose changes nobody is told: what a process knows that has just lost its watch.
record Deaf(KeyValueStore store) implements KeyValueStore {
  @Override
  public Listing get(Collection<String> keys) {
    return store.get(keys);
  }

  @Override
  public Listing list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public Outcome commit(Transaction transaction) {
    return store.commit(transaction);
  }

  @Override
  public Subscription watch(String prefix, long revision, Listener listener) {
    return () -> {};
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }
}
