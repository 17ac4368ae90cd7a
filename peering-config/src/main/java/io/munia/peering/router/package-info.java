/// The whole speaker: sessions, tables and ports on one loop.
@NullMarked
package io.munia.peering.router;

import org.jspecify.annotations.NullMarked;
