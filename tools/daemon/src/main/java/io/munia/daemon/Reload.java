package io.munia.daemon;

import io.munia.peering.change.Change;
import io.munia.peering.model.PeeringConfig;
import io.munia.peering.router.Router;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From one configuration to the next, said line by line.
final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private Reload() {}

  /// What is wrong has been said.
  static void refused() {
    LOG.error("reload: refused, nothing was changed");
  }

  static void apply(Router router, PeeringConfig next) {
    List<Change> changes = router.apply(next);
    changes.forEach(change -> LOG.info("reload: {} ({})", change.summary(), change.apply()));
    if (changes.isEmpty()) {
      LOG.info("reload: nothing has changed, nothing was done");
    }
  }
}
