package io.munia.daemon;

import io.munia.peering.control.Verb;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The operator's socket: a thread for each client, and not many clients. A socket file that a dead
/// daemon left is replaced; one that answers is somebody else's.
final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /// Clients at the same time; more are closed at once.
  static final int CLIENTS_MAX = 32;

  private static final long SAY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// `S_IFMT` and `S_IFSOCK` of stat(2).
  private static final int FILE_KIND = 0xf000;

  private static final int SOCKET = 0xc000;

  private final Path path;
  private final UnixServerSocketChannel server;
  private final long ownUser;
  private final Semaphore room = new Semaphore(CLIENTS_MAX);
  private final Set<UnixSocketChannel> clients = ConcurrentHashMap.newKeySet();
  private volatile Map<String, Verb> verbs = Map.of();
  private volatile boolean closed;
  private long turnedAway;
  private long turnedAwaySaidNanos = System.nanoTime() - SAY_EVERY_NANOS;

  private ControlServer(Path path, UnixServerSocketChannel server, long ownUser) {
    this.path = path;
    this.server = server;
    this.ownUser = ownUser;
  }

  /// Takes the socket, so that it is ours before anything else is begun. Who connects waits for
  /// [#serve].
  ///
  /// @throws StartRefused where the socket cannot be had
  static ControlServer bind(String socket) {
    Path path = Path.of(socket);
    try {
      Folders.makeFor(path);
      makeRoom(path);
      UnixServerSocketChannel server = UnixServerSocketChannel.open();
      try {
        server.socket().bind(new UnixSocketAddress(path.toFile()));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        long user = ((Number) Files.getAttribute(path, "unix:uid")).longValue();
        return new ControlServer(path, server, user);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartRefused(
          "munia.control: the socket " + path + " cannot be made: " + reason(path, e));
    }
  }

  /// Answers from now on.
  void serve(List<Verb> answered) {
    verbs = answered.stream().collect(Collectors.toMap(Verb::name, Function.identity()));
    Thread.ofPlatform().name("control").daemon().start(this::accept);
  }

  private static String reason(Path path, IOException e) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder " + folder + ", and it cannot be made";
    }
    if (folder != null && !Files.isWritable(folder)) {
      return "this user may not write to " + folder;
    }
    return String.valueOf(e.getMessage());
  }

  private static void makeRoom(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & FILE_KIND) != SOCKET) {
      throw new StartRefused(
          "munia.control: " + path + " is no socket; remove it, or name another path");
    }
    if (answers(path)) {
      throw new StartRefused(
          "munia.control: another muniad answers at "
              + path
              + "; stop it, or give this one a socket of its own");
    }
    Files.delete(path);
  }

  private static boolean answers(Path path) {
    try (UnixSocketChannel probe =
        UnixSocketChannel.open(new UnixSocketAddress(new File(path.toString())))) {
      return probe.isConnected();
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (why.toLowerCase(Locale.ROOT).contains("refused")) {
        return false;
      }
      throw new StartRefused(
          "munia.control: whether somebody answers at "
              + path
              + " cannot be told ("
              + why
              + "); remove it, or name another path");
    }
  }

  private void accept() {
    while (!closed) {
      try {
        UnixSocketChannel client = server.accept();
        if (client == null) {
          continue;
        }
        if (!room.tryAcquire()) {
          turnAway(client);
          continue;
        }
        clients.add(client);
        Thread.ofPlatform().name("control-client").daemon().start(() -> serve(client));
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("control: a client could not be taken: {}", e.getMessage());
        }
      }
    }
  }

  /// Many may come at once: the log hears of them now and then.
  private void turnAway(UnixSocketChannel client) {
    turnedAway++;
    long now = System.nanoTime();
    if (now - turnedAwaySaidNanos >= SAY_EVERY_NANOS) {
      turnedAwaySaidNanos = now;
      LOG.warn(
          "control: {} clients are here already; turned away so far: {}", CLIENTS_MAX, turnedAway);
    }
    try (client) {
      ControlClient.turnAway(
          client, "muniad answers " + CLIENTS_MAX + " clients already; ask again");
    } catch (IOException e) {
      LOG.debug("control: a client went: {}", e.getMessage());
    }
  }

  private void serve(UnixSocketChannel client) {
    try (client) {
      new ControlClient(client, verbs, ownUser).run();
    } catch (IOException e) {
      LOG.debug("control: a client went: {}", e.getMessage());
    } finally {
      clients.remove(client);
      room.release();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    Files.deleteIfExists(path);
    server.close();
    for (UnixSocketChannel client : clients) {
      client.close();
    }
  }
}
