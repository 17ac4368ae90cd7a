/// Aggregates at work: counted, originated, and standing for what they cover.
@NullMarked
package io.munia.rib.aggregation;

import org.jspecify.annotations.NullMarked;
