/// Bytes to messages and back; every RFC 7606 outcome is a value. The only package that reads wire
/// fields.
@NullMarked
package io.munia.bgp.codec;

import org.jspecify.annotations.NullMarked;
