/// Packed storage: prefixes, paths, attribute sets and the change list. Knows nothing of sessions.
@NullMarked
package io.munia.rib.table;

import org.jspecify.annotations.NullMarked;
