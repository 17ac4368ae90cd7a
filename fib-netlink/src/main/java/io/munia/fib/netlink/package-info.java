/// The forwarding table of the kernel, compared and then corrected.
@NullMarked
package io.munia.fib.netlink;

import org.jspecify.annotations.NullMarked;
