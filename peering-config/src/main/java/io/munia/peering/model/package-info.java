/// A configuration as immutable records.
@NullMarked
package io.munia.peering.model;

import org.jspecify.annotations.NullMarked;
