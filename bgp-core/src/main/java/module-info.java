import org.jspecify.annotations.NullMarked;

/// Speaks BGP with one peer at a time; stores no routes.
@NullMarked
module io.munia.bgp {
  requires transitive static org.jspecify;
  requires org.slf4j;
  requires io.netty.buffer;
  requires io.netty.common;
  requires transitive io.netty.transport;
  requires io.netty.transport.unix.common;
  requires io.netty.transport.classes.epoll;

  exports io.munia.net;
  exports io.munia.bgp.message;
  exports io.munia.bgp.attribute;
  exports io.munia.bgp.capability;
  exports io.munia.bgp.codec;
  exports io.munia.bgp.dissect;
  exports io.munia.bgp.session;
  exports io.munia.bgp.transport;
}
