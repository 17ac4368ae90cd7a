import org.jspecify.annotations.NullMarked;

/// Asks a running muniad, and checks configurations; knows the daemon by its control protocol
/// alone.
@NullMarked
module io.munia.cli {
  requires static org.jspecify;
  requires io.munia.peering;
  requires info.picocli;
}
