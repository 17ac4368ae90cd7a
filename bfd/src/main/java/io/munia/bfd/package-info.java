/// Bidirectional Forwarding Detection ([RFC 5880](https://www.rfc-editor.org/rfc/rfc5880)):
/// packets, their checks, and the state machine of a session; no sockets, no clocks.
@NullMarked
package io.munia.bfd;

import org.jspecify.annotations.NullMarked;
