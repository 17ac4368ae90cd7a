/// Tables that are made up, and their UPDATEs, encoded before any clock starts.
@NullMarked
package io.munia.benchmarks.load;

import org.jspecify.annotations.NullMarked;
