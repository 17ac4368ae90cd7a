import org.jspecify.annotations.NullMarked;

/// Finds the router at the other end of a link by its router advertisements.
@NullMarked
module io.munia.ndp {
  requires transitive static org.jspecify;
  requires transitive io.munia.bgp;
  requires io.munia.libc;
  requires org.slf4j;

  exports io.munia.ndp;
  exports io.munia.ndp.socket;
}
