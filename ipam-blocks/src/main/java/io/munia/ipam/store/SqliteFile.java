package io.munia.ipam.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A store's file: opens connections to it, checks that it is ours and whole, and says what is
/// wrong in words.
///
/// @param path of the file, absolute
/// @param busyMillis how long to wait for another process's lock
record SqliteFile(Path path, int busyMillis) {
  /// A commit holds the lock for about a millisecond: longer than this is a stopped process, or
  /// somebody's open transaction.
  static final int BUSY_MILLIS = 5_000;

  /// "Muni", in the file's header: tells our database from anybody else's.
  private static final int APPLICATION_ID = 0x4d756e69;

  /// Less than this is a full disk: the shared index of the log alone takes 32 KiB.
  private static final long ROOM_LEAST_BYTES = 64 * 1024;

  /// Raised when the tables change.
  private static final int SCHEMA_VERSION = 1;

  /// A new connection, in write-ahead mode, with every commit synced to the disk (ADR 0013).
  Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(busyMillis);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /// Refuses what cannot be opened before SQLite says less about it.
  void checkPath() {
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new StoreException(
          "store "
              + path
              + ": the folder "
              + folder
              + " does not exist; create it, or name another");
    }
    if (Files.isDirectory(path)) {
      throw new StoreException("store " + path + ": this is a folder; name a file in it");
    }
    if (Files.exists(path) && !(Files.isReadable(path) && Files.isWritable(path))) {
      throw new StoreException(
          "store "
              + path
              + ": this user may not read and write it, or its file system is read-only; give it to"
              + " the user that muniad runs as");
    }
    if (!Files.isWritable(folder)) {
      throw new StoreException(
          "store "
              + path
              + ": this user may not write to the folder "
              + folder
              + "; give it to the user that muniad runs as");
    }
  }

  /// Makes the tables in a new file; refuses a file that is another program's, newer, or damaged.
  void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // In one transaction: another process may be making the tables, and the numbers with them.
      statement.execute("BEGIN");
      boolean empty = number(statement, COUNT_TABLES) == 0;
      int application = number(statement, "PRAGMA application_id");
      int version = number(statement, "PRAGMA user_version");
      statement.execute("COMMIT");
      if (empty && application == 0 && version == 0) {
        create(statement);
        return;
      }
      if (application != APPLICATION_ID) {
        throw new StoreException(
            "store " + path + ": this is a database of another program; name another file");
      }
      if (version > SCHEMA_VERSION) {
        throw new StoreException(
            "store "
                + path
                + ": written by a newer Munia (its format is "
                + version
                + ", this one"
                + " knows "
                + SCHEMA_VERSION
                + "); upgrade this one, or name another file");
      }
      try (ResultSet verdict = statement.executeQuery("PRAGMA quick_check(1)")) {
        String found = verdict.next() ? verdict.getString(1) : "no answer";
        if (!"ok".equals(found)) {
          throw damaged(found, null);
        }
      }
      checkTables(statement);
    }
  }

  /// What every condition rests on: one revision, which no key is ahead of.
  private void checkTables(Statement statement) {
    try {
      statement.executeQuery("SELECT key, value, mod_revision FROM kv LIMIT 0").close();
    } catch (SQLException e) {
      throw damaged(message(e), e);
    }
    try (ResultSet row = statement.executeQuery(COUNT_REVISIONS)) {
      if (!row.next() || row.getInt(1) != 1) {
        throw damaged("its revision is missing, or older than its records", null);
      }
    } catch (SQLException e) {
      throw damaged(message(e), e);
    }
  }

  private static final String COUNT_REVISIONS =
      "SELECT count(*) FROM meta WHERE compacted >= 0"
          + " AND revision >= (SELECT coalesce(max(mod_revision), 0) FROM kv)"
          + " AND (SELECT count(*) FROM meta) = 1";

  /// Which files these are, whatever their names: the database and its write-ahead log. To be asked
  /// after a first reading, which makes the log.
  List<Optional<Object>> identity() {
    return List.of(key(path), key(path.resolveSibling(path.getFileName() + "-wal")));
  }

  private static Optional<Object> key(Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Refuses to go on with files that have lost their names: whoever opens the store next would see
  /// nothing of what is written there.
  void checkStillThere(List<Optional<Object>> opened) {
    if (!identity().equals(opened)) {
      throw new StoreException(
          "store "
              + path
              + ": the file, or its -wal beside it, was removed or replaced while in use; nothing"
              + " more is written: put it back from a backup where there is one, then restart");
    }
  }

  private static final String COUNT_TABLES = "SELECT count(*) FROM sqlite_master";

  private static void create(Statement statement) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    try {
      if (number(statement, COUNT_TABLES) == 0) {
        statement.execute(
            "CREATE TABLE kv (key TEXT PRIMARY KEY, value BLOB, mod_revision INTEGER NOT NULL)");
        statement.execute("CREATE INDEX kv_by_revision ON kv (mod_revision)");
        statement.execute(
            "CREATE TABLE meta (revision INTEGER NOT NULL, compacted INTEGER NOT NULL)");
        statement.execute("INSERT INTO meta VALUES (0, 0)");
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
      }
      statement.execute("COMMIT");
    } catch (SQLException e) {
      statement.execute("ROLLBACK");
      throw e;
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /// What a failure of SQLite means, as one sentence.
  StoreException explain(SQLException failure) {
    SQLiteErrorCode code =
        failure instanceof SQLiteException known
            ? known.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    String name = code.name();
    if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
      return new StoreException(
          "store "
              + path
              + ": locked by another process for more than "
              + busyMillis / 1000.0
              + " s; `fuser "
              + path
              + "` says by which: end it, or let it finish",
          failure);
    }
    if (code == SQLiteErrorCode.SQLITE_NOTADB) {
      return new StoreException(
          "store "
              + path
              + ": this file is not a database; name another, or move it away to start"
              + " with an empty one",
          failure);
    }
    if (name.startsWith("SQLITE_CORRUPT")) {
      return damaged(message(failure), failure);
    }
    if (name.startsWith("SQLITE_READONLY") || name.startsWith("SQLITE_CANTOPEN")) {
      return new StoreException(
          "store "
              + path
              + ": cannot be opened for writing ("
              + message(failure)
              + "); check who owns it and its folder",
          failure);
    }
    if (name.startsWith("SQLITE_FULL")
        || name.startsWith("SQLITE_IOERR_SHMSIZE")
        || name.startsWith("SQLITE_IOERR") && diskFull()) {
      return new StoreException("store " + path + ": the disk is full; make room", failure);
    }
    return new StoreException("store " + path + ": " + message(failure), failure);
  }

  private boolean diskFull() {
    Path folder = path.getParent();
    return folder != null && folder.toFile().getUsableSpace() < ROOM_LEAST_BYTES;
  }

  /// Damage, as one sentence.
  StoreException damaged(String found, @org.jspecify.annotations.Nullable Throwable cause) {
    String sentence =
        "store "
            + path
            + ": damaged ("
            + found.strip().replaceAll("\\s+", " ")
            + "); put a backup in its place, or let"
            + " `sqlite3 "
            + path
            + " .recover` save what it can";
    return cause == null ? new StoreException(sentence) : new StoreException(sentence, cause);
  }

  private static String message(SQLException failure) {
    String text = failure.getMessage();
    return text == null ? failure.getClass().getSimpleName() : text.replaceAll("\\s+", " ");
  }
}
