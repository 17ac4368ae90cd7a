/// Real routes: reads MRT files, replays them as BGP sessions, compares what is chosen with BIRD.
@NullMarked
package io.munia.benchmarks;

import org.jspecify.annotations.NullMarked;
