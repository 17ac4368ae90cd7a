/// Router discovery ([RFC 4861 §6](https://www.rfc-editor.org/rfc/rfc4861#section-6)) as far as two
/// routers on one link need it to find each other: messages, their checks, and the state machine of
/// a link; no sockets, no clocks.
@NullMarked
package io.munia.ndp;

import org.jspecify.annotations.NullMarked;
