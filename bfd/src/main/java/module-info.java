import org.jspecify.annotations.NullMarked;

/// Notices within milliseconds that a neighbour can no longer be reached.
@NullMarked
module io.munia.bfd {
  requires transitive static org.jspecify;
  requires transitive io.munia.bgp;
  requires io.munia.libc;
  requires org.slf4j;

  exports io.munia.bfd;
  exports io.munia.bfd.socket;
}
