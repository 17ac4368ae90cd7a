import org.jspecify.annotations.NullMarked;

/// Knows who owns which block; originates their routes.
@NullMarked
module io.munia.ipam {
  requires transitive static org.jspecify;
  requires transitive io.munia.rib;
  requires org.slf4j;
  requires com.fasterxml.jackson.core;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  exports io.munia.ipam;
  exports io.munia.ipam.route;
  exports io.munia.ipam.store;
}
