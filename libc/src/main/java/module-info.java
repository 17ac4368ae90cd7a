import org.jspecify.annotations.NullMarked;

/// Calls into the C library, for adapters alone.
@NullMarked
module io.munia.libc {
  requires transitive static org.jspecify;

  exports io.munia.libc;
}
