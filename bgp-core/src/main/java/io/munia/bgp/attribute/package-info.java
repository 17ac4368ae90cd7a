/// Path attributes as values: the readable form of the bytes that travel.
@NullMarked
package io.munia.bgp.attribute;

import org.jspecify.annotations.NullMarked;
