package io.munia.bfd.socket;

import io.munia.bfd.BfdChange;

/// Hears how a path stands: once when it begins to listen, then at each change. Called on the BFD
/// thread, and must not keep it.
@FunctionalInterface
public interface BfdListener {
  void changed(BfdChange change);
}
