/// Aggregates as they are configured, and as people see them; what they do is in
/// `io.munia.rib.aggregation`.
@NullMarked
package io.munia.rib.aggregate;

import org.jspecify.annotations.NullMarked;
