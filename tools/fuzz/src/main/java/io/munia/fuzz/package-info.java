/// What is read from outside, driven by bytes: each target holds what must be true whatever they
/// are.
@NullMarked
package io.munia.fuzz;

import org.jspecify.annotations.NullMarked;
