/// Configuration as text: HOCON in, canonical HOCON out, and what is wrong with it in sentences.
@NullMarked
package io.munia.peering.text;

import org.jspecify.annotations.NullMarked;
