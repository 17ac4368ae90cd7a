package io.munia.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout whose programs a lab runs.
public record Checkout(Path root) {

  /// The one that the working folder lies in.
  public static Checkout here() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("tools/bin/muniad"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new LabFailure(Path.of("").toAbsolutePath() + " does not lie in a checkout of Munia");
      }
    }
    return new Checkout(folder);
  }

  /// The launcher of this name.
  public String bin(String name) {
    return root.resolve("tools/bin").resolve(name).toString();
  }
}
