/// Router discovery on sockets: one thread, a raw socket per interface, and the native calls that
/// show a message's hop limit ([RFC 4861
/// §6.1](https://www.rfc-editor.org/rfc/rfc4861#section-6.1)).
@NullMarked
package io.munia.ndp.socket;

import org.jspecify.annotations.NullMarked;
