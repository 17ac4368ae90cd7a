package io.munia.rib.out;

import io.munia.net.IpAddress;

/// What a group is sent for the destinations of one export key, ready to be encoded.
///
/// @param section holds the canonical attributes at `[from, to)`; not shared, not changed
/// @param originatorId see [io.munia.bgp.codec.UpdateWriter#announce]
/// @param sendMed see there
/// @param transparent see there
@SuppressWarnings("ArrayRecordComponent") // the pool's own page: copying it is what packing avoids
public record Announcement(
    byte[] section,
    int from,
    int to,
    IpAddress nextHop,
    int originatorId,
    boolean sendMed,
    boolean transparent) {}
