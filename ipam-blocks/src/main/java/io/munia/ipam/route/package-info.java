/// Routes of the blocks this node owns, and of the spans its rack owns.
@NullMarked
package io.munia.ipam.route;

import org.jspecify.annotations.NullMarked;
