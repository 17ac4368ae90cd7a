package io.munia.bgp.session;

import java.time.Duration;

/// What is left of the time in which there is to be no session ([PeerSession#close]).
///
/// @param left whole seconds, at least one
public record Pause(Duration left, String why) {}
