import org.jspecify.annotations.NullMarked;

/// A seeded network of speakers on one thread, in virtual time.
@NullMarked
module io.munia.simulator {
  requires static org.jspecify;
  requires io.munia.bgp;
  requires io.munia.rib;
}
