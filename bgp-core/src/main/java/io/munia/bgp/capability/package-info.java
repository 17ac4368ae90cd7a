/// What a speaker can do, and what two speakers agreed on.
@NullMarked
package io.munia.bgp.capability;

import org.jspecify.annotations.NullMarked;
