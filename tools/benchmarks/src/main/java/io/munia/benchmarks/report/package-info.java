/// What the runs gave, as lines for programs and as a table for people.
@NullMarked
package io.munia.benchmarks.report;

import org.jspecify.annotations.NullMarked;
