import org.jspecify.annotations.NullMarked;

/// Calls into the C library, and threads that wait in them, for adapters alone.
@NullMarked
module io.munia.libc {
  requires transitive static org.jspecify;
  requires org.slf4j;

  exports io.munia.libc;
}
