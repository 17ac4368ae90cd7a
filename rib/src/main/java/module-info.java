import org.jspecify.annotations.NullMarked;

/// Stores routes, chooses, works out what each reader must hear; does no I/O.
@NullMarked
module io.munia.rib {
  requires transitive static org.jspecify;
  requires transitive io.munia.bgp;

  exports io.munia.rib;
  exports io.munia.rib.aggregate;
  exports io.munia.rib.policy;
  exports io.munia.rib.route;
}
