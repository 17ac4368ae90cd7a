package io.munia.fuzz;

import java.util.Locale;
import java.util.function.Consumer;

/// Everything that is fuzzed. Each takes any bytes, throws [Broken] or any other exception where
/// something is wrong, and keeps nothing from one call to the next.
enum Target {
  UPDATE(Updates::read),
  ATTRIBUTE(Attributes::read),
  NLRI(Updates::readNlri),
  OPEN(Messages::readOpen),
  CAPABILITY(Capabilities::read),
  STREAM(Messages::readStream),
  NOTIFICATION(Messages::readNotification),
  DECODE(Client::decode),
  CAPTURE(Client::readCapture),
  BFD(Messages::readBfd),
  RA(Routers::read);

  @SuppressWarnings("ImmutableEnumChecker") // they are references to functions
  private final Consumer<byte[]> reader;

  Target(Consumer<byte[]> reader) {
    this.reader = reader;
  }

  void read(byte[] bytes) {
    reader.accept(bytes);
  }

  /// Its name, and that of the folder of its corpus.
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
