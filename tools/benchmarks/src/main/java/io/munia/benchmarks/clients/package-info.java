/// All neighbours of one speaker, played by one thread.
@NullMarked
package io.munia.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
