package io.munia.rib;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.decision.LocRib;
import io.munia.rib.route.LocalRoute;
import io.munia.rib.table.PathStore;
import io.munia.rib.table.Source;

/// One source of this speaker's own routes. Owned by the RIB's loop.
final class LocalSource implements RouteSource.Originations {
  private final Tables tables;
  private final Source source;
  private final Runnable serveSoon;

  LocalSource(String name, RouterId routerId, Tables tables, Runnable serveSoon) {
    this.tables = tables;
    this.serveSoon = serveSoon;
    this.source =
        new Source(name, "", Source.Kind.LOCAL, routerId.bits(), IpAddress.v4(0), "none", 0);
    tables.sources.add(source);
  }

  @Override
  public void announce(LocalRoute route) {
    byte[] section =
        AttributesCodec.encode(
            PathAttributes.originated(route.communities().stream().sorted().toList()));
    int set = tables.attributes.intern(section, 0, section.length, 0, source.index());
    if (set == 0) {
      withdraw(route.prefix());
      return;
    }
    int flags =
        PathStore.originFlags(route.origin())
            | switch (route.discard()) {
              case YES -> PathStore.DISCARD;
              case NO -> 0;
            }
            | switch (route.announce()) {
              case AFTER_DISCARD -> PathStore.AFTER_DISCARD;
              case AT_ONCE -> 0;
            };
    Prefix prefix = route.prefix();
    rib(prefix)
        .announce(
            source,
            0,
            prefix.address().high(),
            prefix.address().low(),
            prefix.length(),
            set,
            0,
            flags,
            0);
    tables.attributes.release(set);
    serveSoon.run();
  }

  @Override
  public void withdraw(Prefix prefix) {
    rib(prefix)
        .withdraw(source, 0, prefix.address().high(), prefix.address().low(), prefix.length());
    serveSoon.run();
  }

  private LocRib rib(Prefix prefix) {
    return tables.rib(prefix.unicastFamily());
  }
}
