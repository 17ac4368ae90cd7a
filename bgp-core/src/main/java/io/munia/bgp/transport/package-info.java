/// Sockets and the event loop: the only package of this module that sees Netty and the clock.
@NullMarked
package io.munia.bgp.transport;

import org.jspecify.annotations.NullMarked;
