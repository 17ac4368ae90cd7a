package io.munia.peering.model;

import java.util.Optional;

/// A TCP-MD5 key; never printed.
///
/// @param file where it was read from
/// @param key 1 to 80 bytes
public record Password(Optional<String> file, String key) {
  /// What the kernel takes.
  public static final int BYTES_MAX = 80;

  @Override
  public String toString() {
    return file.map(path -> "from " + path).orElse("set");
  }
}
