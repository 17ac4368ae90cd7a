package io.munia.bgp.session;

/// How many messages went one way since the neighbour was added, over all its sessions.
///
/// @param bytes of whole messages, headers included
public record MessageCounts(
    long opens,
    long updates,
    long notifications,
    long keepalives,
    long routeRefreshes,
    long bytes) {}
