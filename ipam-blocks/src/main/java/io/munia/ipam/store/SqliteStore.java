package io.munia.ipam.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A store in one SQLite file, shared by several processes of one machine.
///
/// One row per key; `meta` has the revision, which every commit raises by one under SQLite's write
/// lock. A deleted key stays as a row without a value (a tombstone), so that watchers see it go;
/// tombstones older than [#TOMBSTONE_REVISIONS] commits are cleared away, and a watcher that is
/// further behind gets everything anew. The file is in write-ahead mode and every commit is synced:
/// what was answered survives `kill -9` and power failure alike (ADR 0013).
///
/// One connection under one lock reads and writes; the watch has a thread and a connection of its
/// own ([SqliteWatch]).
public final class SqliteStore implements KeyValueStore {
  /// How many commits a watcher may be behind before it gets everything anew.
  static final int TOMBSTONE_REVISIONS = 100_000;

  /// How often tombstones are cleared away, in commits.
  private static final int COMPACT_EVERY_REVISIONS = 4_096;

  /// Sorts after every character of a key: the end of the range of a prefix.
  private static final String LAST = "\uffff";

  private final SqliteFile file;
  private final Object lock = new Object();
  private final Connection connection;
  private final List<Optional<Object>> opened;
  private final Statement plain;
  private final PreparedStatement selectKey;
  private final PreparedStatement selectRevision;
  private final PreparedStatement upsert;
  private final PreparedStatement bury;
  private final PreparedStatement raise;
  private @Nullable SqliteWatch watch;
  private boolean closed;

  private SqliteStore(SqliteFile file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    plain = connection.createStatement();
    revision(); // a first reading
    opened = file.identity();
    selectKey =
        connection.prepareStatement(
            "SELECT value, mod_revision FROM kv WHERE key = ? AND value IS NOT NULL");
    selectRevision =
        connection.prepareStatement(
            "SELECT mod_revision FROM kv WHERE key = ? AND value IS NOT NULL");
    upsert =
        connection.prepareStatement(
            "INSERT INTO kv (key, value, mod_revision) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                + " SET value = excluded.value, mod_revision = excluded.mod_revision");
    bury =
        connection.prepareStatement(
            "UPDATE kv SET value = NULL, mod_revision = ? WHERE key = ? AND value IS NOT NULL");
    raise = connection.prepareStatement("UPDATE meta SET revision = ?");
  }

  /// Opens the file, or creates it; its folder has to exist.
  ///
  /// @throws StoreException where that cannot be
  public static SqliteStore open(Path path) {
    return open(path, SqliteFile.BUSY_MILLIS);
  }

  static SqliteStore open(Path path, int busyMillis) {
    SqliteFile file = new SqliteFile(path.toAbsolutePath().normalize(), busyMillis);
    file.checkPath();
    Connection connection = null;
    try {
      connection = file.connect();
      file.prepare(connection);
      return new SqliteStore(file, connection);
    } catch (SQLException | StoreException e) {
      closeQuietly(connection, e);
      throw e instanceof SQLException sql ? file.explain(sql) : (StoreException) e;
    }
  }

  private static void closeQuietly(@Nullable Connection connection, Exception because) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        because.addSuppressed(e);
      }
    }
  }

  @Override
  public Listing get(Collection<String> keys) {
    return inTransaction("BEGIN", () -> read(new LinkedHashSet<>(keys)));
  }

  private Listing read(Set<String> keys) throws SQLException {
    long revision = revision();
    SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    for (String key : keys) {
      selectKey.setString(1, key);
      try (ResultSet row = selectKey.executeQuery()) {
        if (row.next()) {
          entries.put(key, new Entry(key, row.getBytes(1), row.getLong(2)));
        }
      }
    }
    return new Listing(revision, entries);
  }

  @Override
  public Listing list(String prefix) {
    return inTransaction("BEGIN", () -> list(connection, prefix));
  }

  static Listing list(Connection connection, String prefix) throws SQLException {
    SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    long revision;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT revision FROM meta")) {
      revision = row.next() ? row.getLong(1) : 0;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT key, value, mod_revision FROM kv WHERE key >= ? AND key < ? AND value IS NOT"
                + " NULL ORDER BY key")) {
      select.setString(1, prefix);
      select.setString(2, prefix + LAST);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String key = row.getString(1);
          entries.put(key, new Entry(key, row.getBytes(2), row.getLong(3)));
        }
      }
    }
    return new Listing(revision, entries);
  }

  @Override
  public Outcome commit(Transaction transaction) {
    Outcome outcome = inTransaction("BEGIN IMMEDIATE", () -> write(transaction));
    SqliteWatch told;
    synchronized (lock) {
      told = watch;
    }
    if (told != null && outcome instanceof Outcome.Committed) {
      told.look();
    }
    return outcome;
  }

  private Outcome write(Transaction transaction) throws SQLException {
    for (Condition condition : transaction.conditions()) {
      if (revisionOf(condition.key()) != condition.revision()) {
        Set<String> keys = new LinkedHashSet<>();
        transaction.conditions().forEach(each -> keys.add(each.key()));
        return new Outcome.Conflict(read(keys));
      }
    }
    long revision = revision() + 1;
    for (Transaction.Put put : transaction.puts()) {
      upsert.setString(1, put.key());
      upsert.setBytes(2, put.value());
      upsert.setLong(3, revision);
      upsert.executeUpdate();
    }
    for (String key : transaction.deletes()) {
      bury.setLong(1, revision);
      bury.setString(2, key);
      bury.executeUpdate();
    }
    raise.setLong(1, revision);
    raise.executeUpdate();
    if (revision % COMPACT_EVERY_REVISIONS == 0) {
      compact(revision - TOMBSTONE_REVISIONS);
    }
    return new Outcome.Committed(revision);
  }

  private long revisionOf(String key) throws SQLException {
    selectRevision.setString(1, key);
    try (ResultSet row = selectRevision.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private long revision() throws SQLException {
    try (ResultSet row = plain.executeQuery("SELECT revision FROM meta")) {
      if (!row.next()) {
        throw file.damaged("its revision is missing", null);
      }
      return row.getLong(1);
    }
  }

  private void compact(long upTo) throws SQLException {
    if (upTo > 0) {
      plain.executeUpdate("DELETE FROM kv WHERE mod_revision <= " + upTo + " AND value IS NULL");
      plain.executeUpdate("UPDATE meta SET compacted = " + upTo);
    }
  }

  @Override
  public Subscription watch(String prefix, long revision, Listener listener) {
    synchronized (lock) {
      if (closed) {
        throw new StoreException("store " + file.path() + ": closed already");
      }
      if (watch == null) {
        watch = SqliteWatch.start(file, opened);
      }
      return watch.add(prefix, revision, listener);
    }
  }

  @Override
  public String describe() {
    return "file:" + file.path();
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      if (watch != null) {
        watch.close();
      }
      try {
        connection.close();
      } catch (SQLException e) {
        throw file.explain(e);
      }
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /// Runs the work in a transaction of the one connection; whatever goes wrong, the transaction is
  /// ended.
  private <T> T inTransaction(String begin, Work<T> work) {
    synchronized (lock) {
      if (closed) {
        throw new StoreException("store " + file.path() + ": closed already");
      }
      try {
        plain.execute(begin);
        try {
          file.checkStillThere(opened);
          T result = work.run();
          plain.execute("COMMIT");
          return result;
        } catch (SQLException | RuntimeException | Error e) {
          rollBack(e);
          throw e;
        }
      } catch (SQLException e) {
        throw file.explain(e);
      }
    }
  }

  /// After a full disk, for one, SQLite has done so itself, and says that there is nothing to undo.
  private void rollBack(Throwable because) {
    try {
      plain.execute("ROLLBACK");
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
