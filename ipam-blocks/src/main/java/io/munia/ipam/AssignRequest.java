package io.munia.ipam;

import io.munia.net.IpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Asks for one address of each of some versions, all or none.
///
/// @param handle who asks; asking again with the same handle gives the same addresses
/// @param versions of which to give one address each
/// @param pools names of the pools to take from; empty for any
/// @param attributes kept with the address: `pod`, `namespace`, …; `node` is added
public record AssignRequest(
    String handle, Set<IpVersion> versions, Set<String> pools, Map<String, String> attributes) {

  /// A handle is part of a key: etcd and Calico have no limit, so this is ours.
  static final int HANDLE_CHARS_MAX = 512;

  static final int ATTRIBUTES_MAX = 64;
  static final int ATTRIBUTE_CHARS_MAX = 1024;

  /// @throws IllegalArgumentException with a sentence, where a part cannot be stored
  public AssignRequest {
    versions = Set.copyOf(versions);
    pools = Set.copyOf(pools);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    if (handle.isBlank()
        || handle.length() > HANDLE_CHARS_MAX
        || handle.chars().anyMatch(Character::isISOControl)
        || !storable(handle)) {
      throw new IllegalArgumentException(
          "a handle has 1 to " + HANDLE_CHARS_MAX + " printable characters");
    }
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("an address of which version? say IPv4, IPv6 or both");
    }
    if (attributes.size() > ATTRIBUTES_MAX
        || attributes.entrySet().stream()
            .anyMatch(e -> e.getKey().length() + e.getValue().length() > ATTRIBUTE_CHARS_MAX)
        || !attributes.entrySet().stream()
            .allMatch(e -> storable(e.getKey()) && storable(e.getValue()))) {
      throw new IllegalArgumentException(
          "at most " + ATTRIBUTES_MAX + " attributes of " + ATTRIBUTE_CHARS_MAX + " characters");
    }
  }

  /// Half a surrogate pair has no bytes of its own: two handles would share one key.
  private static boolean storable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /// One address of each of `versions`, from any pool.
  public static AssignRequest of(String handle, IpVersion... versions) {
    return new AssignRequest(handle, Set.of(versions), Set.of(), Map.of());
  }
}
