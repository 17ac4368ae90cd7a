import org.jspecify.annotations.NullMarked;

/// Says who peers with whom under which policy, and makes it so; the embedding entry point.
@NullMarked
module io.munia.peering {
  requires transitive static org.jspecify;
  requires transitive io.munia.bgp;
  requires transitive io.munia.rib;
  requires org.slf4j;
  requires io.netty.common;
  requires io.netty.transport;
  requires typesafe.config;
  requires com.fasterxml.jackson.core;

  exports io.munia.peering;
  exports io.munia.peering.model;
  exports io.munia.peering.text;
  exports io.munia.peering.change;
  exports io.munia.peering.router;
  exports io.munia.peering.control;
}
