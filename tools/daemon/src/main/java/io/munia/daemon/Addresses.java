package io.munia.daemon;

import io.munia.ipam.Claim;
import io.munia.ipam.Ipam;
import io.munia.ipam.IpamException;
import io.munia.ipam.IpamSettings;
import io.munia.ipam.Level;
import io.munia.ipam.Place;
import io.munia.ipam.Pool;
import io.munia.ipam.route.BlockRoutes;
import io.munia.ipam.store.SqliteStore;
import io.munia.ipam.store.StoreException;
import io.munia.peering.model.IpamConfig;
import io.munia.rib.RouteSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Address management as configured: store, allocator, routes.
record Addresses(SqliteStore store, Ipam ipam, List<String> pools, RouteSource routes)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

  /// Opens the store; nothing is claimed in it yet.
  ///
  /// @throws StartRefused where the store cannot be used
  static Addresses open(IpamConfig config) {
    try {
      IpamSettings settings = settings(config);
      Folders.makeFor(Path.of(config.store()));
      SqliteStore store = SqliteStore.open(Path.of(config.store()));
      try {
        Ipam ipam = Ipam.open(settings, store, InstantSource.system());
        return new Addresses(
            store,
            ipam,
            config.pools().stream().map(IpamConfig.Pool::name).toList(),
            new BlockRoutes(ipam, config.blockCommunities()));
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (StoreException | IpamException | IllegalArgumentException e) {
      throw new StartRefused("munia.ipam: " + e.getMessage());
    }
  }

  /// Sees to it that the node has a block of each pool.
  ///
  /// @throws StartRefused where the store cannot be used
  void claim() {
    try {
      pools.forEach(pool -> claim(ipam, pool));
    } catch (StoreException | IpamException e) {
      throw new StartRefused("munia.ipam: " + e.getMessage());
    }
  }

  /// A node that finds its pool full still speaks BGP.
  private static void claim(Ipam ipam, String pool) {
    switch (ipam.ensureBlock(pool)) {
      case Claim.Owned(var block, boolean fresh) ->
          LOG.info("block {} of pool {} is {}", block, pool, fresh ? "claimed" : "ours");
      case Claim.Refused(String why) -> LOG.warn("no block of pool {}: {}", pool, why);
    }
  }

  private static IpamSettings settings(IpamConfig config) {
    List<Pool> pools =
        config.pools().stream()
            .map(pool ->
                new Pool(
                    pool.name(),
                    pool.cidr(),
                    pool.blockLength(),
                    pool.levels().stream()
                        .map(level -> new Level(level.by().toString(), level.span()))
                        .toList()))
            .toList();
    return new IpamSettings(
        pools,
        place(config.place()),
        config.strictAffinity() ? IpamSettings.Borrowing.NEVER : IpamSettings.Borrowing.WHEN_FULL,
        Duration.ofSeconds(config.cooldownSeconds()),
        config.reserved(),
        config.blocksPerNodeMax());
  }

  private static Place place(IpamConfig.Place place) {
    SequencedMap<String, String> parts = new LinkedHashMap<>();
    if (!place.zone().isEmpty()) {
      parts.put("zone", place.zone());
    }
    if (!place.rack().isEmpty()) {
      parts.put("rack", place.rack());
    }
    parts.put(Place.NODE, place.node());
    return new Place(parts);
  }

  @Override
  public void close() {
    ipam.close();
    store.close();
  }
}
