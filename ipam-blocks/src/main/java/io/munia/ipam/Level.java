package io.munia.ipam;

/// One level of a pool's tree: who shares a span there, and how long a span is.
///
/// @param by the part of a node's place that owns spans: `zone`, `rack`
/// @param spanLength prefix length of one span
public record Level(String by, int spanLength) {}
