package io.munia.daemon;

import io.munia.ndp.socket.Ndp;
import io.munia.peering.router.NeighbourDiscovery;
import java.util.concurrent.Executor;

/// Router discovery as the router wants it: what is told comes on its loop.
record Discovery(Ndp ndp, Executor loop) implements NeighbourDiscovery {

  @Override
  public void discover(String device, Listener listener) {
    ndp.discover(device, found -> loop.execute(() -> listener.found(found(device, found))));
  }

  private static Found found(String device, io.munia.ndp.Found found) {
    return new Found(found.neighbour().map(it -> it.inZone(0)), found.sentence(device));
  }

  @Override
  public void inUse(String device, boolean yes) {
    ndp.inUse(device, yes);
  }

  @Override
  public void forget(String device) {
    ndp.forget(device);
  }
}
