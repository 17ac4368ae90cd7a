/// Routes and paths as values: how the packed table looks from outside.
@NullMarked
package io.munia.rib.route;

import org.jspecify.annotations.NullMarked;
