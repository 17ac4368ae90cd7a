/// munia, the operator's command.
@NullMarked
package io.munia.cli;

import org.jspecify.annotations.NullMarked;
