/// `tools/bench run`: the scenarios, and who goes through them in which order.
@NullMarked
package io.munia.benchmarks.run;

import org.jspecify.annotations.NullMarked;
