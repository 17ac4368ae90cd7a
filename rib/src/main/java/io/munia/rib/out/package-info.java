/// What neighbours must hear: update groups, their readers, and the packing of routes into
/// messages.
@NullMarked
package io.munia.rib.out;

import org.jspecify.annotations.NullMarked;
