package io.munia.fuzz;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.dissect.Shape;
import io.munia.net.Asn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The shapes that a session can have, each once: the first byte of an input chooses.
final class Sessions {
  private static final List<Negotiated> ALL = all();

  private Sessions() {}

  /// @param bytes not empty
  static Negotiated of(byte[] bytes) {
    return ALL.get((bytes[0] & 0xff) % ALL.size());
  }

  private static List<Negotiated> all() {
    List<Negotiated> sessions = new ArrayList<>();
    for (int bits = 0; bits < 32; bits++) {
      Negotiated session =
          new Shape(
                  (bits & 1) == 0,
                  (bits & 2) == 0 ? Set.of() : Shape.USUAL.families(),
                  (bits & 4) == 0,
                  (bits & 8) == 0,
                  Shape.USUAL.families(),
                  (bits & 2) == 0 ? Shape.USUAL.families() : Set.of(),
                  (bits & 16) == 0 ? new Asn(65001) : null)
              .negotiated();
      sessions.add(session);
      if ((bits & 4) == 0) {
        sessions.add(session.inConfederation());
      }
    }
    return List.copyOf(sessions);
  }
}
