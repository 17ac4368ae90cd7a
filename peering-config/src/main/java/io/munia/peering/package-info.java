/// The entry point for embedders.
@NullMarked
package io.munia.peering;

import org.jspecify.annotations.NullMarked;
