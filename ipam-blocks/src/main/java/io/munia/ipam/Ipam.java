package io.munia.ipam;

import io.munia.ipam.store.KeyValueStore;
import io.munia.net.IpAddress;
import java.time.InstantSource;
import java.util.List;

/// Address management of one node: its blocks, the addresses in them, the spans they lie in.
@SuppressWarnings("DoNotCallSuggester")
public final class Ipam implements AutoCloseable {

  private Ipam() {}

  /// Opens address management over `store`, which stays the caller's: takes the node's own blocks
  /// up again, and finishes claims that were left half done.
  ///
  /// @param clock wall-clock time, for the times that are stored
  /// @throws IpamException where the pools do not fit those in the store
  public static Ipam open(IpamSettings settings, KeyValueStore store, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /// Sees to it that the node has a block of the pool: one of before, or a new one.
  public Claim ensureBlock(String pool) {
    throw new UnsupportedOperationException();
  }

  /// Gives one address of each version asked for. Durable when it returns. Calls that come in
  /// together are committed together.
  public Assignment assign(AssignRequest request) {
    throw new UnsupportedOperationException();
  }

  /// Takes every address of the handle back; says which they were.
  public List<IpAddress> releaseByHandle(String handle) {
    throw new UnsupportedOperationException();
  }

  /// Takes one address back; says whether it was in use.
  public boolean release(IpAddress address) {
    throw new UnsupportedOperationException();
  }

  /// The addresses that a handle has.
  public List<Allocation> allocations(String handle) {
    throw new UnsupportedOperationException();
  }

  public IpamReport show() {
    throw new UnsupportedOperationException();
  }

  /// Reads the whole store and says what is not as it should be; changes nothing.
  public List<Finding> check() {
    throw new UnsupportedOperationException();
  }

  /// What this node has to originate now; aggregates are of the pools' last level.
  public OwnPrefixes own() {
    throw new UnsupportedOperationException();
  }

  /// Calls `listener` after every change that may have changed [#own], on a thread of the store.
  public KeyValueStore.Subscription onChange(Runnable listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
