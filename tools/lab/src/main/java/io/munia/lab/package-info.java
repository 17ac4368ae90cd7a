/// Fabrics of real daemons in network namespaces.
@NullMarked
package io.munia.lab;

import org.jspecify.annotations.NullMarked;
