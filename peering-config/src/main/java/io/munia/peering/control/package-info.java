/// What operators ask a running speaker, and what it answers: one JSON object per line.
@NullMarked
package io.munia.peering.control;

import org.jspecify.annotations.NullMarked;
