package io.munia.cli.capture;

/// One captured packet: a range of the file's bytes.
///
/// @param number from 1, as tcpdump and Wireshark count
/// @param linkType [what it begins with](https://www.tcpdump.org/linktypes.html)
/// @param from where it begins in the file
/// @param to where what was captured of it ends
record Packet(int number, int linkType, int from, int to) {}
