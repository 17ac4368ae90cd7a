package io.munia.ipam.store;

import io.munia.ipam.store.KeyValueStore.Change;
import io.munia.ipam.store.KeyValueStore.Entry;
import io.munia.ipam.store.KeyValueStore.Listener;
import io.munia.ipam.store.KeyValueStore.Listing;
import io.munia.ipam.store.KeyValueStore.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees what any process commits to the file, and tells listeners.
///
/// SQLite tells nobody of a commit, but `PRAGMA data_version`, which reads one page, changes when
/// another connection has made one. One thread looks every [#POLL_MILLIS], and at once after a
/// commit of this process, but not more often than every [#QUIET_MILLIS].
final class SqliteWatch implements AutoCloseable {
  /// How late another process's commit is seen, at most.
  static final int POLL_MILLIS = 250;

  /// Pause between two looks, so that a burst of commits is read in few pieces.
  private static final int QUIET_MILLIS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWatch.class);

  private final SqliteFile file;
  private final List<Optional<Object>> opened;
  private final Connection connection;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final Object signal = new Object();
  private final Thread thread;
  private boolean wanted = true;
  private boolean closed;
  private long dataVersion = -1;

  /// One subscription; its revision belongs to the thread.
  private static final class Watcher {
    private final String prefix;
    private final Listener listener;
    private long revision;

    private Watcher(String prefix, Listener listener, long revision) {
      this.prefix = prefix;
      this.listener = listener;
      this.revision = revision;
    }
  }

  private SqliteWatch(SqliteFile file, List<Optional<Object>> opened, Connection connection) {
    this.file = file;
    this.opened = opened;
    this.connection = connection;
    this.thread = Thread.ofPlatform().daemon().name("munia-ipam-watch").unstarted(this::run);
  }

  /// @param opened which files those of the store are
  static SqliteWatch start(SqliteFile file, List<Optional<Object>> opened) {
    try {
      SqliteWatch watch = new SqliteWatch(file, opened, file.connect());
      watch.thread.start();
      return watch;
    } catch (SQLException e) {
      throw file.explain(e);
    }
  }

  Subscription add(String prefix, long revision, Listener listener) {
    Watcher watcher = new Watcher(prefix, listener, revision);
    watchers.add(watcher);
    look();
    return () -> watchers.remove(watcher);
  }

  /// Look soon: something was committed here, or somebody new wants to know.
  void look() {
    synchronized (signal) {
      wanted = true;
      signal.notifyAll();
    }
  }

  @Override
  public void close() {
    synchronized (signal) {
      closed = true;
      signal.notifyAll();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean failing = false;
    while (true) {
      try {
        boolean asked = await();
        if (closedNow()) {
          break;
        }
        file.checkStillThere(opened);
        if (asked || moved()) {
          read();
        }
        failing = false;
      } catch (SQLException | StoreException e) {
        dataVersion = -1;
        if (!failing) {
          String why = (e instanceof SQLException sql ? file.explain(sql) : e).getMessage();
          LOG.warn("{}; will look again", why);
          failing = true;
        }
      } catch (InterruptedException e) {
        LOG.debug("the watch on {} was interrupted and ends", file.path(), e);
        break;
      }
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing the watch on {}", file.path(), e);
    }
  }

  private boolean closedNow() {
    synchronized (signal) {
      return closed;
    }
  }

  /// Whether somebody asked for a look, after the quiet time and at most one poll later.
  private boolean await() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
    synchronized (signal) {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
      long left = deadline - System.nanoTime();
      while (!wanted && !closed && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(signal, left);
        left = deadline - System.nanoTime();
      }
      boolean asked = wanted;
      wanted = false;
      return asked;
    }
  }

  private boolean moved() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA data_version")) {
      long now = row.next() ? row.getLong(1) : -1;
      boolean moved = now != dataVersion;
      dataVersion = now;
      return moved;
    }
  }

  private void read() throws SQLException {
    List<Watcher> present = List.copyOf(watchers);
    long from = Long.MAX_VALUE;
    for (Watcher watcher : present) {
      from = Math.min(from, watcher.revision);
    }
    if (from == Long.MAX_VALUE) {
      return;
    }
    Map<Watcher, List<Change>> changes = new HashMap<>();
    Map<Watcher, Listing> lost = new HashMap<>();
    long revision = 0;
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      try {
        long compacted = 0;
        try (ResultSet row = statement.executeQuery("SELECT revision, compacted FROM meta")) {
          if (row.next()) {
            revision = row.getLong(1);
            compacted = row.getLong(2);
          }
        }
        for (Watcher watcher : present) {
          if (watcher.revision < compacted) {
            lost.put(watcher, SqliteStore.list(connection, watcher.prefix));
          }
        }
        collect(present, Math.max(from, compacted), lost, changes);
      } finally {
        statement.execute("COMMIT");
      }
    }
    tell(present, revision, changes, lost);
  }

  private void collect(
      List<Watcher> present,
      long after,
      Map<Watcher, Listing> lost,
      Map<Watcher, List<Change>> into)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT key, mod_revision, value FROM kv WHERE mod_revision > ?"
                + " ORDER BY mod_revision")) {
      select.setLong(1, after);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String key = row.getString(1);
          long revision = row.getLong(2);
          Change change = null;
          for (Watcher watcher : present) {
            if (key.startsWith(watcher.prefix)
                && revision > watcher.revision
                && !lost.containsKey(watcher)) {
              if (change == null) {
                byte[] value = row.getBytes(3);
                change =
                    new Change(
                        key, value == null ? null : new Entry(key, value, revision), revision);
              }
              into.computeIfAbsent(watcher, _ -> new ArrayList<>()).add(change);
            }
          }
        }
      }
    }
  }

  private void tell(
      List<Watcher> present,
      long revision,
      Map<Watcher, List<Change>> changes,
      Map<Watcher, Listing> lost) {
    for (Watcher watcher : present) {
      try {
        Listing everything = lost.get(watcher);
        List<Change> told = changes.get(watcher);
        if (everything != null) {
          watcher.listener.resync(everything);
        } else if (told != null) {
          watcher.listener.changed(revision, told);
        }
      } catch (RuntimeException e) {
        LOG.error("a listener to {} in {} failed", watcher.prefix, file.path(), e);
      }
      watcher.revision = Math.max(watcher.revision, revision);
    }
  }
}
