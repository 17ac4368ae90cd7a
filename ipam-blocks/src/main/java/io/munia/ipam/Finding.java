package io.munia.ipam;

/// One thing that is not as it should be in the store.
///
/// @param subject the block, address, handle or key it is about
/// @param sentence what is wrong, and what would put it right
public record Finding(String subject, String sentence) {}
