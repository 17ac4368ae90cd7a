/// The kernel's doors: netlink sockets, poll, and the one thread that waits at them. The only
/// package that calls native code.
@NullMarked
package io.munia.fib.netlink.socket;

import org.jspecify.annotations.NullMarked;
