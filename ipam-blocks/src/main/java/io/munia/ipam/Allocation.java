package io.munia.ipam;

import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.util.Map;

/// An address that is in use.
///
/// @param block the block it is in
/// @param pool name of the pool that the block is in; empty where none of ours covers it
/// @param handle who has it; empty where that was not recorded
/// @param attributes what was recorded with it
/// @param sequence the block's sequence number when it was given: tells it from an earlier life of
///   the same address
/// @param borrowed whether its node is not the block's
public record Allocation(
    IpAddress address,
    Prefix block,
    String pool,
    String handle,
    Map<String, String> attributes,
    long sequence,
    boolean borrowed) {
  public Allocation {
    attributes = Map.copyOf(attributes);
  }
}
