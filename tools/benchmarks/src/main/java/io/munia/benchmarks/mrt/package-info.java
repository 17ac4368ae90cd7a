/// Recorded routing data: files of MRT records, read one by one.
@NullMarked
package io.munia.benchmarks.mrt;

import org.jspecify.annotations.NullMarked;
