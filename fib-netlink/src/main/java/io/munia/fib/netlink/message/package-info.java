/// Rtnetlink messages to bytes and back, in byte arrays: pure, no socket anywhere.
@NullMarked
package io.munia.fib.netlink.message;

import org.jspecify.annotations.NullMarked;
