package io.munia.peering.model;

import io.munia.net.IpAddress;

/// One configured neighbour.
///
/// @param name what logs, tables and policies call it
/// @param group its group's name; empty where it has none
/// @param options its own and what it inherits
public record PeerConfig(String name, String group, IpAddress address, PeerOptions options) {}
