/// One neighbour: its connections, framing, state machine and negotiated form, over any transport.
@NullMarked
package io.munia.bgp.session;

import org.jspecify.annotations.NullMarked;
