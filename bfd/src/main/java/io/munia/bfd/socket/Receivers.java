package io.munia.bfd.socket;

import io.munia.bfd.BfdSession;
import io.munia.net.IpVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ports that packets come to, each opened with the first session that needs it and kept. One
/// that is not to be had is tried again. Owned by the BFD thread.
final class Receivers {
  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);
  private static final long RETRY_NANOS = 5_000_000_000L;

  private final Map<Key, ReceiveSocket> open = new LinkedHashMap<>();
  private final Map<Key, String> refused = new LinkedHashMap<>();
  private long retryAt = BfdSession.NEVER;

  private record Key(IpVersion version, Hops hops) {}

  void need(IpVersion version, Hops hops, long now) {
    Key key = new Key(version, hops);
    if (!open.containsKey(key) && !refused.containsKey(key)) {
      tryToOpen(key, now);
    }
  }

  private void tryToOpen(Key key, long now) {
    switch (ReceiveSocket.open(key.version, key.hops)) {
      case ReceiveSocket.Opened.Open(ReceiveSocket socket) -> {
        open.put(key, socket);
        refused.remove(key);
      }
      case ReceiveSocket.Opened.Refused(String why) -> {
        if (!why.equals(refused.put(key, why))) {
          LOG.error("BFD hears nothing over IP{}: {}; it is tried again", key.version, why);
        }
        retryAt = now + RETRY_NANOS;
      }
    }
  }

  /// Why nothing is heard; empty where it can be.
  String problem(IpVersion version, Hops hops) {
    return refused.getOrDefault(new Key(version, hops), "");
  }

  long nextDeadlineNanos() {
    return retryAt;
  }

  void due(long now) {
    if (retryAt != BfdSession.NEVER && retryAt - now <= 0) {
      retryAt = BfdSession.NEVER;
      for (Key key : List.copyOf(refused.keySet())) {
        tryToOpen(key, now);
      }
    }
  }

  List<ReceiveSocket> sockets() {
    return new ArrayList<>(open.values());
  }

  int count() {
    return open.size();
  }

  void close() {
    open.values().forEach(ReceiveSocket::close);
    open.clear();
  }
}
