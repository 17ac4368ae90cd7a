import org.jspecify.annotations.NullMarked;

/// Keeps kernel tables equal to what was chosen.
@NullMarked
module io.munia.fib.netlink {
  requires transitive static org.jspecify;
  requires transitive io.munia.rib;
  requires io.munia.libc;
  requires org.slf4j;

  exports io.munia.fib.netlink;
}
