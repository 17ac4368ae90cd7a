/// Who is measured: how each is configured, started, and what it costs.
@NullMarked
package io.munia.benchmarks.speakers;

import org.jspecify.annotations.NullMarked;
