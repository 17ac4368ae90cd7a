/// Benchmarks of single classes: what one route costs in each of them.
@NullMarked
package io.munia.microbenchmarks;

import org.jspecify.annotations.NullMarked;
