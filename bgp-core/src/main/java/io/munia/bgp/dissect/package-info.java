/// Takes messages apart for people, and says what a session would do with them.
@NullMarked
package io.munia.bgp.dissect;

import org.jspecify.annotations.NullMarked;
