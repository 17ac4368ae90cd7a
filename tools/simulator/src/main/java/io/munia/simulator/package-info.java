/// Speakers on one thread, in virtual time.
@NullMarked
package io.munia.simulator;

import org.jspecify.annotations.NullMarked;
