/// Pools, blocks, allocations; who owns which.
@NullMarked
package io.munia.ipam;

import org.jspecify.annotations.NullMarked;
