package io.munia.fib.netlink;

import io.munia.fib.netlink.message.KernelError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Why routes failed, as small numbers: a dead link fails a million routes for one reason. The
/// kernel's words are few; beyond a limit only its error number is kept. Owned by the FIB thread.
final class Reasons {
  static final int NONE = 0;

  private static final int REASONS_MAX = 4096;

  private final List<KernelError> reasons = new ArrayList<>();
  private final Map<KernelError, Integer> ids = new HashMap<>();

  Reasons() {
    reasons.add(new KernelError(0, ""));
  }

  int of(KernelError error) {
    Integer known = ids.get(error);
    if (known != null) {
      return known;
    }
    if (reasons.size() >= REASONS_MAX && !error.words().isEmpty()) {
      return of(new KernelError(error.errno(), ""));
    }
    reasons.add(error);
    ids.put(error, reasons.size() - 1);
    return reasons.size() - 1;
  }

  KernelError get(int id) {
    return reasons.get(id);
  }
}
