package io.munia.benchmarks;

import io.munia.benchmarks.mrt.AttributeBytes;
import io.munia.benchmarks.mrt.MrtPeer;
import io.munia.benchmarks.mrt.MrtReader;
import io.munia.benchmarks.mrt.MrtVisitor;
import io.munia.net.AddressFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A whole file, sorted by the neighbour that said it.
final class Recording implements MrtVisitor {
  private final Map<MrtPeer, PeerRoutes> peers = new LinkedHashMap<>();
  private final Set<AddressFamily> families;

  private Recording(Set<AddressFamily> families) {
    this.families = families;
  }

  /// @param summary what the reader says of the file
  record Read(Collection<PeerRoutes> peers, MrtReader.Summary summary) {}

  /// @throws IOException with a sentence
  static Read of(Path file) throws IOException {
    return of(file, EnumSet.allOf(AddressFamily.class));
  }

  /// The same, of a table only the entries of these families.
  static Read of(Path file, Set<AddressFamily> families) throws IOException {
    Recording recording = new Recording(families);
    MrtReader.Summary summary = MrtReader.read(file, recording);
    return new Read(recording.peers.values(), summary);
  }

  @Override
  public void path(
      MrtPeer peer,
      AddressFamily family,
      byte[] bytes,
      int nlriFrom,
      int nlriTo,
      int attributesFrom,
      int attributesTo) {
    if (!families.contains(family)) {
      return;
    }
    of(peer)
        .path(
            family,
            bytes,
            nlriFrom,
            nlriTo,
            AttributeBytes.ofTable(bytes, attributesFrom, attributesTo));
  }

  @Override
  public void update(MrtPeer peer, byte[] bytes, int from, int to, boolean fourOctetAs) {
    byte[] message = Arrays.copyOfRange(bytes, from, to);
    of(peer).update(fourOctetAs ? message : RecordedUpdate.widened(message));
  }

  private PeerRoutes of(MrtPeer peer) {
    return peers.computeIfAbsent(peer, PeerRoutes::new);
  }
}
