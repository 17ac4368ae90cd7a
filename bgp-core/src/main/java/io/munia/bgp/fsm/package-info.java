/// The state machine of RFC 4271 section 8: events and time in, actions out; no I/O, no clock.
@NullMarked
package io.munia.bgp.fsm;

import org.jspecify.annotations.NullMarked;
