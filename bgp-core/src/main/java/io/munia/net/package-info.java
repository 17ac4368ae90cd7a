/// Addresses, prefixes, numbers: values that depend on nothing.
@NullMarked
package io.munia.net;

import org.jspecify.annotations.NullMarked;
