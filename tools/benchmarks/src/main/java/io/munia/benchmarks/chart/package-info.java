/// Plots of series, as SVG.
@NullMarked
package io.munia.benchmarks.chart;

import org.jspecify.annotations.NullMarked;
