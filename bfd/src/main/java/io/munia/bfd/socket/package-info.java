/// BFD on sockets: one thread, and the native calls that show a packet's TTL ([RFC
/// 5881](https://www.rfc-editor.org/rfc/rfc5881), [RFC
/// 5883](https://www.rfc-editor.org/rfc/rfc5883)).
@NullMarked
package io.munia.bfd.socket;

import org.jspecify.annotations.NullMarked;
