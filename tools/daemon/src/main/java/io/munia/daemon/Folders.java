package io.munia.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folders that systemd would have made (RuntimeDirectory, StateDirectory), where there is no
/// systemd.
final class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private Folders() {}

  /// Makes the folder that the file is to lie in. Where that cannot be, whoever wants the file says
  /// so in its own words.
  static void makeFor(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      LOG.info("made the folder {}", folder);
    } catch (IOException e) {
      LOG.debug("no folder {}", folder, e);
    }
  }
}
