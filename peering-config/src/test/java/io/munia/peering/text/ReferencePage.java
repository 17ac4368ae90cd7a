package io.munia.peering.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/// Writes conf/REFERENCE.md anew; its argument is the folder.
@NullMarked
final class ReferencePage {
  private ReferencePage() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0], "REFERENCE.md"), Reference.page());
  }
}
