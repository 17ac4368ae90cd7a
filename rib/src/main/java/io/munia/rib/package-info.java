/// The RIB itself, and the ports through which it meets the kernel, the route sources and its
/// readers.
@NullMarked
package io.munia.rib;

import org.jspecify.annotations.NullMarked;
