/// Calls into the C library that the JDK has no other way to make: sockets with control messages,
/// raw sockets, and one wait for all of them.
@NullMarked
package io.munia.libc;

import org.jspecify.annotations.NullMarked;
