package io.munia.ndp.socket;

import io.munia.ndp.Found;

/// Hears how a link stands: once when it begins to listen, then at each change. Called on the
/// discovery thread, and must not keep it.
@FunctionalInterface
public interface NdpListener {
  void found(Found found);
}
