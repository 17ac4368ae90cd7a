package io.munia.bgp.transport;

import io.munia.bgp.session.SessionLog;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was logged of neighbours that are forgotten with their sessions, those of ranges: they come
/// and go as fast as others. The last [#KEPT_MAX] by name. Owned by the endpoint's loop.
final class SessionLogs {
  static final int KEPT_MAX = 4096;

  private final Map<String, SessionLog> logs = new LinkedHashMap<>(16, 0.75f, true);

  SessionLog of(String name) {
    SessionLog log = logs.computeIfAbsent(name, _ -> new SessionLog());
    if (logs.size() > KEPT_MAX) {
      logs.remove(logs.keySet().iterator().next());
    }
    return log;
  }
}
