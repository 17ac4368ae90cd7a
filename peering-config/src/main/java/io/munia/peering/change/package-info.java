/// What differs between two configurations, and what it takes to get from one to the other.
@NullMarked
package io.munia.peering.change;

import org.jspecify.annotations.NullMarked;
