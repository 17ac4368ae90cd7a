/// The five BGP messages as values.
@NullMarked
package io.munia.bgp.message;

import org.jspecify.annotations.NullMarked;
