/// What is let in and out, and how it is changed on the way.
@NullMarked
package io.munia.rib.policy;

import org.jspecify.annotations.NullMarked;
