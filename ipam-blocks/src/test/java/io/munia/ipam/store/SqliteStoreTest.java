package io.munia.ipam.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.ipam.store.KeyValueStore.Transaction;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStoreTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("ipam.db");
  }

  private static Transaction put(String key, String value) {
    return Transaction.builder().put(key, value.getBytes(StandardCharsets.UTF_8)).build();
  }

  private Connection raw() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  @Test
  void what_was_committed_is_there_when_the_file_is_opened_again() {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(put("/a", "1"));
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.list("/").entries()).containsOnlyKeys("/a");
      assertThat(store.list("/").revision()).isEqualTo(1);
      assertThat(store.describe()).isEqualTo("file:" + file);
    }
  }

  @Test
  void another_connections_commit_is_seen_by_a_watch() throws Exception {
    try (SqliteStore one = SqliteStore.open(file);
        SqliteStore two = SqliteStore.open(file)) {
      var seen = new LinkedBlockingQueue<String>();
      one.watch("/", 0, KeyValueStoreTest.listener(seen));
      two.commit(put("/a", "1"));
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/a=1");
    }
  }

  @Test
  void a_watch_that_is_too_far_behind_gets_everything_anew() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(put("/a", "1"));
      store.commit(put("/b", "2"));
      try (Connection raw = raw();
          Statement statement = raw.createStatement()) {
        statement.executeUpdate("UPDATE meta SET compacted = 2");
      }
      var seen = new LinkedBlockingQueue<String>();
      store.watch("/", 1, KeyValueStoreTest.listener(seen));
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("resync");
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/a=1@1");
    }
  }

  @Test
  void a_folder_that_is_not_there_is_said_so() {
    assertThatThrownBy(() -> SqliteStore.open(folder.resolve("none/ipam.db")))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "store %s: the folder %s does not exist; create it, or name another",
            folder.resolve("none/ipam.db"), folder.resolve("none"));
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .hasMessage("store %s: this is a folder; name a file in it", folder);
  }

  @Test
  void a_file_of_something_else_is_said_so_and_left_alone() throws IOException {
    Files.writeString(file, "this is no database, but a note of somebody's\n".repeat(100));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> SqliteStore.open(file))
        .hasMessage(
            "store %s: this file is not a database; name another, or move it away to start with an"
                + " empty one",
            file);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_database_of_another_program_is_refused() throws SQLException {
    try (Connection raw = raw();
        Statement statement = raw.createStatement()) {
      statement.execute("CREATE TABLE recipes (name TEXT)");
    }
    assertThatThrownBy(() -> SqliteStore.open(file))
        .hasMessage("store %s: this is a database of another program; name another file", file);
  }

  @Test
  void a_newer_format_is_refused() throws SQLException {
    SqliteStore.open(file).close();
    try (Connection raw = raw();
        Statement statement = raw.createStatement()) {
      statement.execute("PRAGMA user_version = 7");
    }
    assertThatThrownBy(() -> SqliteStore.open(file))
        .hasMessage(
            "store %s: written by a newer Munia (its format is 7, this one knows 1); upgrade this"
                + " one, or name another file",
            file);
  }

  @Test
  void a_damaged_file_is_refused() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      for (int i = 0; i < 200; i++) {
        store.commit(put("/key/" + i, "value ".repeat(100)));
      }
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 4096; at < bytes.length(); at += 4096) {
        bytes.seek(at);
        bytes.write("damaged".getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("store " + file + ": damaged (")
        .hasMessageEndingWith(
            "; put a backup in its place, or let `sqlite3 " + file + " .recover` save what it can");
  }

  @Test
  void a_file_locked_for_too_long_is_said_so_and_works_again_afterwards() throws SQLException {
    try (SqliteStore store = SqliteStore.open(file, 50);
        Connection raw = raw();
        Statement statement = raw.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.commit(put("/a", "1")))
          .hasMessage(
              "store %s: locked by another process for more than 0.05 s; `fuser %s` says by which:"
                  + " end it, or let it finish",
              file, file);
      statement.execute("ROLLBACK");
      store.commit(put("/a", "2"));
      assertThat(store.list("/").entries()).containsOnlyKeys("/a");
    }
  }

  @Test
  void a_closed_store_says_that_it_is_closed() {
    SqliteStore store = SqliteStore.open(file);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.list("/")).hasMessage("store %s: closed already", file);
  }

  private void change(String... statements) throws SQLException {
    try (Connection raw = raw();
        Statement statement = raw.createStatement()) {
      for (String each : statements) {
        statement.executeUpdate(each);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM meta",
        "INSERT INTO meta VALUES (7, 0)",
        "UPDATE meta SET revision = 0",
        "DROP TABLE meta",
        "ALTER TABLE kv RENAME COLUMN value TO val"
      })
  void a_store_whose_revisions_cannot_be_relied_on_is_damaged(String harm) throws SQLException {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(put("/a", "1"));
    }
    change(harm);
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("store " + file + ": damaged (")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_revision_that_is_lost_while_the_store_is_open_is_never_counted_from_nothing()
      throws SQLException {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(put("/a", "1"));
      change("DELETE FROM meta");
      assertThatThrownBy(() -> store.commit(put("/a", "2")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipam.db", "ipam.db-wal"})
  void nothing_is_written_to_a_file_that_was_removed(String name) throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(put("/a", "1"));
      Files.delete(folder.resolve(name));
      assertThatThrownBy(() -> store.commit(put("/b", "2")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("was removed or replaced while in use");
      Files.writeString(folder.resolve(name), "another file");
      assertThatThrownBy(() -> store.list("/")).hasMessageContaining("removed or replaced");
    }
  }

  @Test
  void why_a_commit_failed_is_said_where_sqlite_has_rolled_it_back_itself() throws SQLException {
    try (SqliteStore store = SqliteStore.open(file)) {
      change(
          "CREATE TRIGGER full BEFORE INSERT ON kv WHEN new.key = '/full'"
              + " BEGIN SELECT RAISE(ROLLBACK, 'no room'); END");
      assertThatThrownBy(() -> store.commit(put("/full", "1"))).hasMessageContaining("no room");
      store.commit(put("/a", "1"));
      assertThat(store.list("/").entries()).containsOnlyKeys("/a");
    }
  }
}
