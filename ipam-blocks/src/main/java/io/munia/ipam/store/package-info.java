/// Where blocks are kept: one key-value port, and what stands behind it.
@NullMarked
package io.munia.ipam.store;

import org.jspecify.annotations.NullMarked;
