/// Captures of packets, as tcpdump and Wireshark write and read them: from a file to the BGP
/// streams in it, and from messages to a file.
@NullMarked
package io.munia.cli.capture;

import org.jspecify.annotations.NullMarked;
