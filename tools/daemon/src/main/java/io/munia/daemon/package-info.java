/// muniad, the daemon.
@NullMarked
package io.munia.daemon;

import org.jspecify.annotations.NullMarked;
