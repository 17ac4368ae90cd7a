/// One path out of many, with the step that decided, over the packed tables.
@NullMarked
package io.munia.rib.decision;

import org.jspecify.annotations.NullMarked;
