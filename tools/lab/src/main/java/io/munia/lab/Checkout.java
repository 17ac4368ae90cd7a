package io.munia.lab;

import java.nio.file.Path;

/// The checkout whose programs a lab runs.
public record Checkout(Path root) {

  /// The launcher of this name.
  public String bin(String name) {
    return root.resolve("tools/bin").resolve(name).toString();
  }
}
